// The rows that fit, a page at a time. It follows the row that changed last; a button turns pages.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: list

    required property RowModel rows
    required property string way
    property int rowHeight: Theme.portrait ? 164 : 130
    property int rowGap: Theme.portrait ? 14 : 10
    readonly property int perPage: Math.max(1, Math.floor((height + rowGap) / (rowHeight + rowGap)))
    readonly property int pages: Math.max(1, Math.ceil(rows.count / perPage))
    property bool newestFirst: false
    property int pageIndex: 0
    readonly property int current: Math.min(pageIndex, pages - 1)

    function turn() {
        pageIndex = (current + 1) % pages;
    }

    function follow() {
        pageIndex = newestFirst ? 0 : Math.floor(rows.latest / perPage);
    }

    onPerPageChanged: follow()
    Component.onCompleted: follow()

    Connections {
        target: list.rows

        function onChanged() {
            list.follow();
        }
    }

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Vos documents")

    Repeater {
        model: Theme.large ? null : list.rows

        ItemRow {
            y: (index % list.perPage) * (list.rowHeight + list.rowGap)
            width: list.width
            height: list.rowHeight
            visible: Math.floor(index / list.perPage) === list.current
            way: list.way

            // It enters from the side of the pad.
            NumberAnimation on x {
                from: 64
                to: 0
                duration: Theme.enter
                easing.type: Easing.OutCubic
            }
        }
    }
}
