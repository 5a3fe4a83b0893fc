// What was found, so many as fit; the page's main action turns the pages.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: list

    required property LookView look
    property bool canHold: true
    property string spoken: ""
    readonly property int gap: Theme.portrait ? 16 : 12
    readonly property int rowHeight: Theme.large ? (Theme.portrait ? 480 : 280) : Theme.portrait && Theme.reach === 0 ? (Theme.arabic ? 284 : 248) : Theme.arabic ? 208 : Theme.reach > 0 ? 176 : 184
    readonly property int perPage: Math.max(1, Math.floor((height + gap) / (rowHeight + gap)))
    // A little higher where there is room, so that the rows reach the foot of the page.
    readonly property int cellHeight: Math.min(height, Theme.large ? rowHeight : 1.22 * rowHeight, (height + gap) / perPage - gap)
    readonly property int pages: Math.max(1, Math.ceil(look.hits.count / perPage))
    property int pageIndex: 0
    readonly property int current: Math.min(pageIndex, pages - 1)

    function turn() {
        pageIndex = (current + 1) % pages;
    }

    Connections {
        target: list.look.hits

        function onChanged() {
            list.pageIndex = 0;
        }
    }

    Accessible.role: Accessible.List
    Accessible.name: spoken

    Repeater {
        model: list.look.hits

        HitRow {
            y: index % list.perPage * (list.cellHeight + list.gap)
            width: list.width
            height: list.cellHeight
            visible: Math.floor(index / list.perPage) === list.current
            canHold: list.canHold
            onOpened: list.look.open(key)
            onHeld: list.look.hold(key)
        }
    }
}
