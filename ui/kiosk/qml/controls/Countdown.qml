// The page is about to close: seconds, a sentence, "Je reste". With big letters the sentence stands
// above the others.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Rectangle {
    id: countdown

    required property int seconds
    property int full: 20
    property bool compact: false
    readonly property bool stacked: Theme.large && !compact
    readonly property int inset: compact ? 16 : 24
    readonly property string said: qsTr("La page se ferme<br>dans <b>%n seconde(s)</b>.", "", Math.max(0, seconds))

    signal stayed

    height: stacked ? sentence.height + stay.height + 72 : Math.max(compact ? Theme.actionHeight : 140, sentence.visible ? sentence.height + (compact ? 8 : 24) : 0)
    radius: Theme.rPanel
    color: Theme.sunken
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.line

    CountdownRing {
        id: ring

        x: countdown.inset
        y: countdown.stacked ? stay.y + (stay.height - height) / 2 : (countdown.height - height) / 2
        width: countdown.stacked ? 140 : countdown.compact ? 80 : 104
        seconds: countdown.seconds
        full: countdown.full
        labelSize: countdown.stacked ? 64 : countdown.compact ? 38 : 44
    }

    Label {
        id: sentence

        x: countdown.stacked ? countdown.inset + 8 : ring.x + ring.width + countdown.inset
        y: countdown.stacked ? 24 : (countdown.height - height) / 2
        width: countdown.stacked ? countdown.width - 2 * x : stay.x - x - 16
        visible: !Theme.large || countdown.stacked
        size: Theme.large ? 60 : countdown.compact ? Theme.least : 34
        textFormat: Text.StyledText
        lineHeight: 0.95 * Theme.textLine
        text: countdown.compact ? countdown.said.replace("<br>", " ") : countdown.said
        Accessible.role: Accessible.Clock
        Accessible.name: text.replace("<br>", " ").replace(/<\/?b>/g, "")
    }

    TouchTarget {
        id: stay

        objectName: "stay"
        x: countdown.width - width - (countdown.compact ? 16 : 20)
        y: countdown.stacked ? sentence.y + sentence.height + 24 : (countdown.height - height) / 2
        width: stayLabel.implicitWidth + (countdown.compact ? 40 : 64)
        height: countdown.stacked ? 140 : countdown.compact ? 92 : 104
        radius: Theme.rKey
        text: qsTr("Je reste")
        onClicked: countdown.stayed()

        background: Rectangle {
            radius: stay.radius
            color: stay.pressed ? Theme.pressed(Theme.surface) : Theme.surface
            border.width: Theme.controlEdge
            border.color: Theme.control
        }

        contentItem: Item {
            Label {
                id: stayLabel

                anchors.centerIn: parent
                text: stay.text
                size: Theme.large ? 68 : countdown.compact ? 34 : Theme.itemTitle
                weight: Font.Bold
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
