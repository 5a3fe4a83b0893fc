// A way through the kiosk: title, one line, picture at the end.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: choice

    required property string line
    required property color fill
    required property color on
    property Component picture
    property real pictureWidth: 336
    property int titleSize: Theme.way

    radius: Theme.rTile
    spoken: text + ". " + line
    opacity: 1

    background: Item {
        Rectangle {
            anchors.fill: parent
            visible: choice.enabled
            radius: choice.radius
            color: choice.pressed ? Theme.pressed(choice.fill) : choice.fill
        }

        DashedFrame {
            anchors.fill: parent
            visible: !choice.enabled
            radius: choice.radius
        }
    }

    contentItem: Item {
        Column {
            anchors.left: parent.left
            anchors.leftMargin: 48
            anchors.right: shown.left
            anchors.rightMargin: 16
            anchors.verticalCenter: parent.verticalCenter
            spacing: 4

            Title {
                width: parent.width
                text: choice.text
                size: choice.titleSize
                wrapMode: Text.NoWrap
                color: choice.enabled ? choice.on : Theme.ink2
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                text: choice.line
                weight: Font.Medium
                color: choice.enabled ? choice.on : Theme.ink2
                Accessible.ignored: true
            }
        }

        Loader {
            id: shown

            anchors.right: parent.right
            anchors.rightMargin: 48
            anchors.verticalCenter: parent.verticalCenter
            width: choice.enabled ? choice.pictureWidth : 0
            sourceComponent: choice.enabled ? choice.picture : null
        }
    }
}
