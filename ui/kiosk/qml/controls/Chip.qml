// Something that narrows a list: filled with a tick while it is in use.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: chip

    property bool on: false
    property int hits: -1
    property string iconName: ""
    readonly property color lettering: on ? (Theme.contrast ? Theme.primaryInk : Theme.surface) : Theme.ink
    readonly property color base: on ? (Theme.contrast ? Theme.primary : Theme.ink) : Theme.surface

    implicitHeight: Theme.large ? 112 : Theme.touchFloor
    implicitWidth: content.implicitWidth + (Theme.large ? 56 : 44)
    radius: height / 2
    Accessible.checkable: true
    Accessible.checked: on

    background: Rectangle {
        radius: chip.radius
        color: chip.pressed ? Theme.pressed(chip.base) : chip.base
        border.width: Theme.edge
        border.color: chip.on ? chip.base : Theme.control
    }

    contentItem: Item {
        Row {
            id: content

            anchors.centerIn: parent
            spacing: 14

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: chip.on || chip.iconName !== ""
                name: chip.on ? "check" : chip.iconName
                size: Theme.pictured(34)
                weight: "bold"
                color: chip.lettering
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: chip.text
                size: Theme.large ? 54 : Theme.support
                weight: Font.DemiBold
                wrapMode: Text.NoWrap
                lineHeight: 1
                color: chip.lettering
                Accessible.ignored: true
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                visible: chip.hits >= 0 && !Theme.large
                text: String(chip.hits)
                size: Theme.least
                wrapMode: Text.NoWrap
                lineHeight: 1
                color: chip.on ? chip.lettering : Theme.ink2
                Accessible.ignored: true
            }
        }
    }
}
