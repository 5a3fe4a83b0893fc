// The main action of a page, or its alternative. Waiting: its label says what is missing.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: action

    property string iconName: ""
    property bool iconLast: false
    property bool secondary: false
    property bool waiting: false
    property color fill: Theme.primary
    property color on: Theme.primaryInk
    property int labelSize: Theme.action
    readonly property color labelColor: waiting ? Theme.ink2 : secondary ? Theme.ink : on

    implicitHeight: Theme.actionHeight
    implicitWidth: content.implicitWidth + 96
    radius: Theme.rPanel
    enabled: !waiting

    background: Item {
        Rectangle {
            anchors.fill: parent
            visible: !action.waiting
            radius: action.radius
            color: action.pressed ? Theme.pressed(base) : base
            border.width: action.secondary ? Theme.controlEdge : 0
            border.color: Theme.control

            readonly property color base: action.secondary ? Theme.surface : action.fill
        }

        DashedFrame {
            anchors.fill: parent
            visible: action.waiting
            radius: action.radius
            fill: Theme.sunken
        }
    }

    contentItem: Item {
        implicitWidth: content.implicitWidth

        Row {
            id: content

            anchors.centerIn: parent
            spacing: 24
            layoutDirection: action.iconLast ? Qt.RightToLeft : Qt.LeftToRight

            Icon {
                visible: action.iconName !== ""
                anchors.verticalCenter: parent.verticalCenter
                name: action.iconName
                size: 46
                weight: Theme.contrast ? "fill" : "bold"
                color: action.labelColor
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: action.text
                size: action.labelSize
                weight: Font.Bold
                wrapMode: Text.NoWrap
                color: action.labelColor
                Accessible.ignored: true
            }
        }
    }
}
