// A small way aside: icon and underlined words.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: link

    required property string iconName
    property real room: 100000

    implicitHeight: Math.max(Theme.touchFloor, content.implicitHeight)
    implicitWidth: content.implicitWidth + 32
    radius: Theme.rKey

    background: Rectangle {
        radius: link.radius
        color: link.pressed ? Theme.sunken : "transparent"
    }

    contentItem: Item {
        implicitWidth: content.implicitWidth

        Row {
            id: content

            anchors.centerIn: parent
            spacing: 24

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: link.iconName
                size: 46
            }

            Item {
                width: words.width
                height: words.height

                Label {
                    id: words

                    width: Math.min(implicitWidth, link.room - 46 - 24 - 32)
                    text: link.text
                    weight: Font.Medium
                    Accessible.ignored: true
                }

                Rectangle {
                    y: parent.height - 3
                    width: parent.width
                    height: 3
                    color: Theme.ink
                }
            }
        }
    }
}
