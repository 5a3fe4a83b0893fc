// "Voir la suite · 1 sur 4": turns the pages of a list.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: pager

    // Where it has to stop growing; its words then stand in two lines.
    property real room: 100000
    // It leads back to the first page.
    property bool last: false

    implicitHeight: Theme.itemButton
    implicitWidth: Math.min(room, word.implicitWidth + icon.width + 16 + 64)
    radius: Theme.rKey

    background: Rectangle {
        radius: pager.radius
        color: pager.pressed ? Theme.pressed(Theme.surface) : Theme.surface
        border.width: Theme.controlEdge
        border.color: Theme.control
    }

    contentItem: Item {
        Row {
            id: content

            anchors.centerIn: parent
            spacing: 16

            Label {
                id: word

                width: Math.min(implicitWidth, pager.width - icon.width - 16 - 48)
                text: pager.text
                weight: Font.Bold
                size: Theme.large ? (Theme.portrait ? 56 : 48) : Theme.portrait ? Theme.body : Theme.support
                lineHeight: 0.9 * Theme.textLine
                Accessible.ignored: true
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                id: icon

                name: pager.last ? "arrow-up" : "arrow-down"
                size: Theme.pictured(36)
            }
        }
    }
}
