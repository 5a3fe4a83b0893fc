// A small way aside: icon and underlined words.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: link

    required property string iconName

    implicitHeight: Theme.touchFloor
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
                width: words.implicitWidth
                height: words.implicitHeight

                Label {
                    id: words

                    text: link.text
                    weight: Font.Medium
                    wrapMode: Text.NoWrap
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
