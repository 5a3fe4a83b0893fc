// A way through the kiosk: title, one line, picture at the end. `tall`: the picture below the words.
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
    property bool tall: false
    property bool bare: false
    // A light tile has an edge.
    property color edge: "transparent"
    property bool pictureFirst: false
    readonly property bool drawn: enabled && !bare && !Theme.large && !Theme.contrast
    // Beside its picture a low tile has one line.
    readonly property bool slim: pictureFirst && !tall && !Theme.large
    readonly property bool leads: slim && drawn
    readonly property int inset: slim ? 32 : tall ? 36 : Theme.large ? 40 : 48
    readonly property real room: width - 2 * inset - (drawn && !tall ? pictureWidth + 16 : 0)

    radius: Theme.rTile
    spoken: text + ". " + line
    opacity: 1

    background: Item {
        Rectangle {
            anchors.fill: parent
            visible: choice.enabled
            radius: choice.radius
            color: choice.pressed ? Theme.pressed(choice.fill) : choice.fill
            // A tile in the colour of the page would be words without a tile.
            border.width: choice.edge.a > 0 ? Theme.controlEdge : Qt.colorEqual(choice.fill, Theme.page) ? 6 : 0
            border.color: choice.edge.a > 0 ? choice.edge : Theme.primary
        }

        DashedFrame {
            anchors.fill: parent
            visible: !choice.enabled
            radius: choice.radius
        }
    }

    contentItem: Item {
        Column {
            id: words

            x: choice.inset + (choice.leads ? choice.pictureWidth + 16 : 0)
            y: choice.tall && choice.drawn ? 28 : (parent.height - height) / 2
            width: choice.room
            spacing: 4

            Title {
                width: parent.width
                text: choice.text
                size: choice.titleSize
                fitted: true
                color: choice.enabled ? choice.on : Theme.ink2
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                text: choice.line
                size: choice.slim ? Theme.support : Theme.body
                wrapMode: choice.slim ? Text.NoWrap : Text.WordWrap
                fontSizeMode: choice.slim ? Text.HorizontalFit : Text.FixedSize
                minimumPixelSize: 22
                weight: Font.Medium
                color: choice.enabled ? choice.on : Theme.ink2
                Accessible.ignored: true
            }
        }

        Loader {
            x: choice.leads ? choice.inset - 12 : parent.width - width - (choice.tall ? 28 : 48)
            y: choice.tall ? parent.height - height - 28 : (parent.height - height) / 2
            // A tall tile shows as much of it as there is room for below the words.
            readonly property real below: parent.height - words.y - words.height - 28 - 12

            width: choice.tall ? Math.min(choice.pictureWidth * 0.6, below * 1.3) : choice.pictureWidth
            active: choice.drawn && (!choice.tall || below >= 90)
            sourceComponent: choice.picture
        }
    }
}
