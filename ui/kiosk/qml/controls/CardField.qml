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

    Row {
        id: digits

        x: 40
        anchors.verticalCenter: parent.verticalCenter

        Repeater {
            model: field.length

            Item {
                id: cell

                required property int index

                // In groups: 2 1048 0312 3456.
                readonly property bool grouped: index > 0 && index % 4 === 1

                width: 38 + (grouped ? 24 : 0)
                height: 80

                Label {
                    anchors.right: parent.right
                    anchors.rightMargin: 2
                    anchors.verticalCenter: parent.verticalCenter
                    visible: cell.index < field.entry.length
                    text: field.entry.charAt(cell.index)
                    size: 60
                    weight: Font.DemiBold
                    columns: true
                    lineHeight: 1
                    Accessible.ignored: true
                }

                Rectangle {
                    anchors.right: parent.right
                    anchors.rightMargin: 8
                    anchors.verticalCenter: parent.verticalCenter
                    visible: cell.index >= field.entry.length
                    width: 18
                    height: 18
                    radius: 9
                    color: Theme.control
                }

                Rectangle {
                    anchors.right: parent.right
                    anchors.rightMargin: 33
                    anchors.verticalCenter: parent.verticalCenter
                    visible: field.ringed && cell.index === field.entry.length
                    width: 4
                    height: 62
                    color: Theme.primary
                }
            }
        }
    }
}
