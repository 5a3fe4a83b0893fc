// One way to have a receipt: icon, name, one line. In a low tile the icon stands beside the words.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: tile

    required property string way
    required property string mail
    // After it the session goes on with another card.
    property bool goesOn: false
    readonly property bool low: height < (Theme.arabic ? 260 : 220)
    readonly property string line: FinishWords.line(way, mail, goesOn)
    readonly property int inset: low ? 28 : 36

    text: FinishWords.way(way)
    spoken: Theme.large || line === "" ? text : text + ". " + line
    radius: Theme.rPanel

    background: Rectangle {
        radius: tile.radius
        color: tile.pressed ? Theme.pressed(Theme.surface) : Theme.surface
        border.width: Theme.controlEdge
        border.color: tile.ringed ? Theme.ink : Theme.control
    }

    contentItem: Item {
        Icon {
            id: picture

            x: tile.inset
            y: tile.low ? (parent.height - height) / 2 : 32
            visible: !Theme.large
            name: FinishWords.icon(tile.way)
            size: 68
        }

        Column {
            readonly property real room: parent.width - x - tile.inset

            x: tile.low && picture.visible ? picture.x + picture.width + 24 : tile.inset
            y: tile.low || Theme.large ? (parent.height - height) / 2 : picture.y + picture.height + 12
            width: room

            Label {
                width: parent.width
                text: tile.text
                size: Theme.large ? 56 : 44
                weight: Font.Bold
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 30
                wrapMode: Theme.large ? Text.Wrap : Text.NoWrap
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: text !== "" && !Theme.large
                text: tile.line
                size: Theme.support
                color: Theme.ink2
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 24
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
