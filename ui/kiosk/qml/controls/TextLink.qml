// A small way aside: icon and underlined words.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: link

    required property string iconName
    property real room: 100000
    // Of several in one line.
    property bool tight: false
    readonly property int gap: tight ? 14 : 24
    readonly property int iconSize: tight ? 38 : 46

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
            spacing: link.gap

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: link.iconName
                size: link.iconSize
            }

            Item {
                width: words.width
                height: words.height

                Label {
                    id: words

                    width: Math.min(implicitWidth, link.room - link.iconSize - link.gap - 32)
                    text: link.text
                    size: link.tight ? Theme.support : Theme.body
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
