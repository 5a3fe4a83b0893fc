// The rows that fit, a page at a time. It follows the row that changed last; a button turns pages.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: list

    required property RowModel rows
    required property string way
    property int rowHeight: Theme.portrait ? 164 : 126
    property int rowGap: Theme.portrait ? 14 : 12
    readonly property int perPage: Math.max(1, Math.floor((height + rowGap) / (rowHeight + rowGap)))
    readonly property int pages: Math.max(1, Math.ceil(rows.count / perPage))
    property int pageIndex: 0
    readonly property int current: Math.min(pageIndex, pages - 1)

    function turn() {
        pageIndex = (current + 1) % pages;
    }

    function follow() {
        pageIndex = Math.floor(rows.latest / perPage);
    }

    onPerPageChanged: follow()
    Component.onCompleted: follow()

    Connections {
        target: list.rows

        function onChanged() {
            list.follow();
        }
    }

    ListView {
        anchors.left: parent.left
        anchors.right: parent.right
        height: list.perPage * (list.rowHeight + list.rowGap) - list.rowGap
        model: list.rows
        spacing: list.rowGap
        interactive: false
        clip: list.pages > 1
        contentY: list.current * list.perPage * (list.rowHeight + list.rowGap)
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Vos documents")
        // The list has no keys of its own: the pager has.
        keyNavigationEnabled: false
        cacheBuffer: 20000

        delegate: ItemRow {
            width: ListView.view.width
            height: list.rowHeight
            way: list.way
        }

        add: Transition {
            NumberAnimation {
                properties: "x"
                from: 64
                duration: Theme.enter
                easing.type: Easing.OutCubic
            }
        }
    }
}
