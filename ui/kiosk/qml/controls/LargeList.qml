// Items in big letters, as many as fit. What needs action comes first; the rest is a count until
// it is asked for.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: list

    required property RowModel rows
    required property string way
    readonly property int gap: 24
    // For each row the page it stands on and where.
    property var places: []
    property int pages: 1
    property int pageIndex: 0
    readonly property int current: Math.min(pageIndex, pages - 1)
    // What stays here or waits comes before what is being done, what is done last.
    readonly property var ranks: ({ "doing": 1, "done": 2 })
    // The first page of those that are done.
    property int donePage: 0
    property int doneCount: 0
    // What the button below says: what it leads to.
    readonly property string nextText: pages === 1 ? "" : current + 1 === donePage ? way === "return" ? qsTr("%n rendu(s) · Les voir", "", doneCount) : qsTr("%n prêt(s) · Les voir", "", doneCount) : qsTr("Suite · %1 sur %2").arg(current + 1).arg(pages)

    function turn() {
        pageIndex = (current + 1) % pages;
    }

    function arrange() {
        const found = [];
        let page = -1;
        let top = 0;
        let done = 0;
        let firstDone = -1;
        for (const rank of [0, 1, 2]) {
            for (let i = 0; i < drawn.count; ++i) {
                const row = drawn.itemAt(i) as LargeRow;
                if (row === null || (ranks[row.status] ?? 0) !== rank)
                    continue;
                const firstOfDone = rank === 2 && done === 0;
                if (page < 0 || firstOfDone || top + row.implicitHeight > height) {
                    page += 1;
                    top = 0;
                }
                if (firstOfDone)
                    firstDone = page;
                done += rank === 2 ? 1 : 0;
                found[i] = { page: page, top: top };
                top += row.implicitHeight + gap;
            }
        }
        places = found;
        pages = Math.max(1, page + 1);
        donePage = firstDone;
        doneCount = done;
    }

    onHeightChanged: arrange()
    Component.onCompleted: arrange()

    Connections {
        target: list.rows

        function onChanged() {
            list.pageIndex = 0;
            Qt.callLater(list.arrange);
        }
    }

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Vos documents")

    Repeater {
        id: drawn

        model: Theme.large ? list.rows : null
        onCountChanged: Qt.callLater(list.arrange)

        LargeRow {
            readonly property var place: list.places[index] ?? { page: -1, top: 0 }

            y: place.top
            width: list.width
            height: implicitHeight
            visible: place.page === list.current
            way: list.way
            onImplicitHeightChanged: Qt.callLater(list.arrange)
        }
    }
}
