// A PIN as dots: how many digits are in, never which.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Row {
    id: boxes

    required property int filled
    required property int count
    property int boxWidth: 132
    property int boxHeight: 156
    property bool ringed: true

    spacing: 28
    // What is typed fills them from the left in every language.
    layoutDirection: Theme.mirrored ? Qt.RightToLeft : Qt.LeftToRight
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%n chiffre(s) sur %1", "", filled).arg(count)

    Repeater {
        model: boxes.count

        Rectangle {
            id: box

            required property int index
            readonly property bool full: index < boxes.filled

            width: boxes.boxWidth
            height: boxes.boxHeight
            radius: Theme.rPanel
            color: Theme.surface
            border.width: Theme.controlEdge
            border.color: full ? Theme.primary : Theme.control

            Rectangle {
                anchors.centerIn: parent
                visible: box.full
                width: 44
                height: 44
                radius: 22
                color: Theme.primary
            }

            FocusRing {
                visible: boxes.ringed && box.index === boxes.filled
                around: box.radius
            }
        }
    }
}
