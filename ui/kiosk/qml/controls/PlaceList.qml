// Where copies of a title stand, branch by branch, and what is on an e-reader; a page of it at once.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: list

    required property LookView look
    property string spoken: ""
    readonly property int gap: 12
    readonly property int rowHeight: Theme.large ? (Theme.portrait ? 236 : 210) : Theme.portrait ? 120 : 108
    readonly property int all: look.places.count
    readonly property bool whole: all * (rowHeight + gap) - gap <= height
    readonly property int perPage: Math.max(1, whole ? all : Math.floor((height - pager.implicitHeight - 16 + gap) / (rowHeight + gap)))
    readonly property int pages: Math.max(1, Math.ceil(all / perPage))
    property int pageIndex: 0
    readonly property int current: Math.min(pageIndex, pages - 1)

    Accessible.role: Accessible.List
    Accessible.name: spoken

    Repeater {
        model: list.look.places

        PlaceRow {
            y: index % list.perPage * (list.rowHeight + list.gap)
            width: list.width
            height: list.rowHeight
            visible: Math.floor(index / list.perPage) === list.current
        }
    }

    Pager {
        id: pager

        objectName: "list-next"
        y: list.height - height
        visible: list.pages > 1
        room: list.width
        last: list.current + 1 === list.pages
        text: Words.turning(list.current, list.pages)
        onClicked: list.pageIndex = (list.current + 1) % list.pages
    }
}
