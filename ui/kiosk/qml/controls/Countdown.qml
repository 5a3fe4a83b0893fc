// The page is about to close: seconds, a sentence, "Je reste". The ring empties in steps of 1 s.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Beaupre.Look

Rectangle {
    id: countdown

    required property int seconds
    property int full: 20
    property bool compact: false

    signal stayed

    height: compact ? Theme.actionHeight : 140
    radius: Theme.rPanel
    color: Theme.sunken
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.line

    Shape {
        id: ring

        x: countdown.compact ? 16 : 28
        anchors.verticalCenter: parent.verticalCenter
        width: countdown.compact ? 80 : 104
        height: width
        Accessible.ignored: true

        ShapePath {
            fillColor: "transparent"
            strokeColor: Theme.line
            strokeWidth: 8

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.width / 2
                radiusX: ring.width / 2 - 4
                radiusY: radiusX
                startAngle: 0
                sweepAngle: 360
            }
        }

        ShapePath {
            fillColor: "transparent"
            strokeColor: Theme.ink
            strokeWidth: 8
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.width / 2
                radiusX: ring.width / 2 - 4
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * Math.min(1, countdown.seconds / countdown.full)
            }
        }

        Label {
            anchors.centerIn: parent
            text: Math.max(0, countdown.seconds)
            columns: true
            size: countdown.compact ? 38 : 44
            weight: Font.ExtraBold
            Accessible.ignored: true
        }
    }

    Label {
        anchors.left: ring.right
        anchors.leftMargin: countdown.compact ? 16 : 28
        anchors.right: stay.left
        anchors.rightMargin: 16
        anchors.verticalCenter: parent.verticalCenter
        size: countdown.compact ? Theme.least : 34
        textFormat: Text.StyledText
        lineHeight: 0.95
        text: qsTr("La page se ferme<br>dans <b>%n seconde(s)</b>.", "", Math.max(0, countdown.seconds))
        Accessible.name: text.replace("<br>", " ").replace(/<\/?b>/g, "")
    }

    TouchTarget {
        id: stay

        objectName: "stay"
        anchors.right: parent.right
        anchors.rightMargin: countdown.compact ? 16 : 20
        anchors.verticalCenter: parent.verticalCenter
        width: stayLabel.implicitWidth + (countdown.compact ? 40 : 64)
        height: countdown.compact ? 92 : 104
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
                size: countdown.compact ? 34 : Theme.itemTitle
                weight: Font.Bold
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
