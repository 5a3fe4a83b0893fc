// Lines as many as fit; a button below them turns the pages. Within reach of a seat the lines stand
// above, to be read, and a sheet below has the buttons of the one that is chosen.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: list

    required property FlowView flow
    property int gap: Theme.portrait ? 14 : 8
    property string spoken: ""
    // Its lines may have buttons.
    property bool buttons: false
    // For each line the page it stands on and where.
    property var places: []
    property int pages: 1
    property int pageIndex: 0
    readonly property int current: Math.min(sheeted ? places[chosen]?.page ?? 0 : pageIndex, pages - 1)
    readonly property bool sheeted: buttons && Theme.reach > 0 && !Theme.large && drawn.count > 0
    // The sheet is as high as it must be, and never above what is within reach.
    readonly property real sheetTop: Math.max(Theme.reach - y, height - sheet.implicitHeight)
    readonly property real linesHeight: sheeted ? sheetTop - 16 : height
    // Nobody has chosen: the first that has a button.
    property int chosenIndex: -1
    property int firstActing: 0
    readonly property int chosen: Math.min(chosenIndex < 0 ? firstActing : chosenIndex, drawn.count - 1)

    function turn() {
        pageIndex = (current + 1) % pages;
    }

    // In one page where they all fit; else each page leaves room for the button.
    function arrange() {
        const all = placed(linesHeight);
        const found = all.pages === 1 || sheeted ? all : placed(height - pager.implicitHeight - 16);
        firstActing = Math.max(0, Array.from({ length: drawn.count }, (_, i) => i).findIndex(i => (lineAt(i)?.action ?? "") !== ""));
        places = found.places;
        pages = found.pages;
    }

    function placed(room: real): var {
        const found = [];
        let page = 0;
        let top = 0;
        for (let i = 0; i < drawn.count; ++i) {
            const row = drawn.itemAt(i) as LineRow;
            if (row === null)
                continue;
            if (top > 0 && top + row.implicitHeight > room) {
                page += 1;
                top = 0;
            }
            found[i] = { page: page, top: top };
            top += row.implicitHeight + gap;
        }
        return { places: found, pages: page + 1 };
    }

    function lineAt(index: int): LineRow {
        return index < drawn.count ? drawn.itemAt(index) as LineRow : null;
    }

    onLinesHeightChanged: again.restart()
    onHeightChanged: arrange()
    onWidthChanged: again.restart()
    Component.onCompleted: arrange()

    // A list that is gone arranges nothing: a call put off would come all the same.
    Timer {
        id: again

        interval: 0
        onTriggered: list.arrange()
    }

    Accessible.role: Accessible.List
    Accessible.name: spoken

    Repeater {
        id: drawn

        model: list.flow.lines
        onCountChanged: again.restart()

        LineRow {
            readonly property var place: list.places[index] ?? { page: -1, top: 0 }

            y: place.top
            width: list.width
            height: implicitHeight
            visible: place.page === list.current
            bare: list.sheeted
            chosen: list.sheeted && index === list.chosen
            onImplicitHeightChanged: again.restart()
            onActed: list.flow.act(action, key)
        }
    }

    Pager {
        id: pager

        objectName: "list-next"
        x: Theme.portrait ? (parent.width - width) / 2 : 0
        y: parent.height - height
        visible: list.pages > 1 && !list.sheeted
        room: parent.width
        last: list.current + 1 === list.pages
        text: Words.turning(list.current, list.pages)
        onClicked: list.turn()
    }

    Loader {
        id: sheet

        y: list.sheetTop
        width: parent.width
        height: list.height - y
        active: list.sheeted
        visible: active

        sourceComponent: LineSheet {
            line: list.lineAt(list.chosen)
            place: list.chosen
            count: drawn.count
            onMoved: by => list.chosenIndex = (list.chosen + by + drawn.count) % drawn.count
            onActed: list.flow.act(line.action, line.key)
        }
    }
}
