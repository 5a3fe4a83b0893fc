// Lines as many as fit; a button below them turns the pages.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: list

    required property FlowView flow
    property int gap: Theme.portrait ? 14 : 8
    property string spoken: ""
    // For each line the page it stands on and where.
    property var places: []
    property int pages: 1
    property int pageIndex: 0
    readonly property int current: Math.min(pageIndex, pages - 1)

    function turn() {
        pageIndex = (current + 1) % pages;
    }

    // In one page where they all fit; else each page leaves room for the button.
    function arrange() {
        const all = placed(height);
        const found = all.pages === 1 ? all : placed(height - pager.implicitHeight - 16);
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
            onImplicitHeightChanged: again.restart()
            onActed: list.flow.act(action, key)
        }
    }

    Pager {
        id: pager

        objectName: "list-next"
        x: Theme.portrait ? (parent.width - width) / 2 : 0
        y: parent.height - height
        visible: list.pages > 1
        room: parent.width
        text: qsTr("Voir la suite · %1 sur %2").arg(list.current + 1).arg(list.pages)
        onClicked: list.turn()
    }
}
