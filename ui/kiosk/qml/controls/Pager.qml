// "1 sur 4": turns the pages of a list.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: pager

    required property int current
    required property int pages

    implicitHeight: Theme.itemButton
    implicitWidth: content.implicitWidth + 64
    radius: Theme.rKey
    text: qsTr("Voir la suite · %1 sur %2").arg(current + 1).arg(pages)

    background: Rectangle {
        radius: pager.radius
        color: pager.pressed ? Theme.pressed(Theme.surface) : Theme.surface
        border.width: Theme.controlEdge
        border.color: Theme.control
    }

    contentItem: Item {
        implicitWidth: content.implicitWidth

        Row {
            id: content

            anchors.centerIn: parent
            spacing: 16

            Label {
                text: pager.text
                weight: Font.Bold
                size: Theme.portrait ? Theme.body : Theme.support
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "arrow-down"
                size: 36
            }
        }
    }
}
