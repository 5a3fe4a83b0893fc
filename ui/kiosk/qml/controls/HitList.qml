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
    readonly property int rowHeight: Theme.large ? (Theme.portrait ? 500 : 280) : Theme.portrait && Theme.reach === 0 ? (Theme.arabic ? 284 : 248) : Theme.arabic ? 208 : Theme.reach > 0 ? 176 : 184
    readonly property int perPage: Math.max(1, Math.floor((height + gap) / (rowHeight + gap)))
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
            y: index % list.perPage * (list.rowHeight + list.gap)
            width: list.width
            height: Math.min(list.rowHeight, list.height)
            visible: Math.floor(index / list.perPage) === list.current
            canHold: list.canHold
            onOpened: list.look.open(key)
            onHeld: list.look.hold(key)
        }
    }
}
