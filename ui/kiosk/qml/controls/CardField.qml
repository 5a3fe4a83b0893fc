// A card number being typed: what is there, and a dot for each digit still missing.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Rectangle {
    id: field

    required property string entry
    required property int length
    property bool ringed: true

    implicitHeight: 112
    radius: Theme.rKey
    color: Theme.surface
    border.width: Theme.controlEdge
    border.color: ringed ? Theme.ink : Theme.control
    Accessible.role: Accessible.StaticText
    Accessible.name: entry === "" ? qsTr("Numéro de carte, vide") : qsTr("Numéro de carte\u202f: %1").arg(entry.split("").join(" "))

    FocusRing {
        visible: field.ringed
        around: field.radius
    }

    // Digits run from the left in every language: on a mirrored page the row is turned back, and so
    // is each digit in it.
    Row {
        id: digits

        readonly property int share: Math.min(Theme.large ? 62 : 38, (field.width - 80 - 3 * gapWidth) / field.length)
        readonly property int gapWidth: Theme.large ? 28 : 24
        readonly property int letter: Theme.large ? 92 : 60

        x: Theme.mirrored ? field.width - width - 40 : 40
        y: (parent.height - height) / 2
        layoutDirection: Theme.mirrored ? Qt.RightToLeft : Qt.LeftToRight

        Repeater {
            model: field.length

            Item {
                id: cell

                required property int index

                // In groups: 2 1048 0312 3456.
                readonly property bool grouped: index > 0 && index % 4 === 1
                readonly property real far: Theme.mirrored ? 0 : width - digits.share

                width: digits.share + (grouped ? digits.gapWidth : 0)
                height: 80

                Item {
                    x: cell.far
                    width: digits.share
                    height: parent.height

                    Label {
                        anchors.centerIn: parent
                        visible: cell.index < field.entry.length
                        text: field.entry.charAt(cell.index)
                        size: digits.letter
                        weight: Font.DemiBold
                        columns: true
                        lineHeight: 1
                        Accessible.ignored: true
                    }

                    Rectangle {
                        anchors.centerIn: parent
                        visible: cell.index >= field.entry.length
                        width: 18
                        height: 18
                        radius: 9
                        color: Theme.control
                    }

                    Rectangle {
                        x: Theme.mirrored ? parent.width + 1 : -5
                        y: (parent.height - height) / 2
                        visible: field.ringed && cell.index === field.entry.length
                        width: 4
                        height: digits.letter
                        color: Theme.primary
                    }
                }
            }
        }
    }
}
