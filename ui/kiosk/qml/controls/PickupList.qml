// Branches, this one first; the one that was chosen is filled.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: list

    required property LookView look
    property string spoken: ""
    readonly property int gap: 16
    readonly property int rowHeight: Theme.large ? 168 : Theme.portrait ? 124 : 108
    readonly property int all: look.branches.count
    readonly property bool whole: all * (rowHeight + gap) - gap <= height
    readonly property int perPage: whole ? Math.max(1, all) : Math.max(1, Math.floor((height - pager.implicitHeight - 16 + gap) / (rowHeight + gap)))
    readonly property int pages: Math.max(1, Math.ceil(all / perPage))
    property int pageIndex: 0
    readonly property int current: Math.min(pageIndex, pages - 1)

    Accessible.role: Accessible.List
    Accessible.name: spoken

    Repeater {
        model: list.look.branches

        TouchTarget {
            id: one

            required property int index
            required property string key
            required property string name
            required property bool here
            required property bool on
            readonly property color lettering: on ? (Theme.contrast ? Theme.primaryInk : Theme.surface) : Theme.ink
            readonly property color base: on ? (Theme.contrast ? Theme.primary : Theme.ink) : Theme.surface

            objectName: "pickup-" + index
            y: index % list.perPage * (list.rowHeight + list.gap)
            width: list.width
            height: list.rowHeight
            visible: Math.floor(index / list.perPage) === list.current
            radius: Theme.rPanel
            text: here ? qsTr("Ici\u202f: %1").arg(Words.isolated(name)) : name
            Accessible.role: Accessible.RadioButton
            Accessible.checkable: true
            Accessible.checked: on
            onClicked: list.look.pick(key)

            background: Rectangle {
                radius: one.radius
                color: one.pressed ? Theme.pressed(one.base) : one.base
                border.width: Theme.controlEdge
                border.color: one.on ? one.base : Theme.control
            }

            contentItem: Item {
                Icon {
                    id: mark

                    x: 36
                    y: (parent.height - height) / 2
                    name: one.on ? "check-circle" : "map-pin"
                    size: Theme.pictured(52)
                    weight: "bold"
                    color: one.lettering
                }

                Label {
                    x: mark.x + mark.width + 28
                    y: (parent.height - height) / 2
                    width: parent.width - x - 36
                    text: one.text
                    size: Theme.large ? 64 : 42
                    weight: Font.Bold
                    maximumLineCount: 2
                    lineHeight: 0.95
                    color: one.lettering
                    Accessible.ignored: true
                }
            }
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
