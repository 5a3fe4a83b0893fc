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

    // Words that need more than the width they are given stand in two lines.
    readonly property int inset: Theme.large ? 32 : 48
    readonly property real iconRoom: iconName === "" ? 0 : Theme.pictured(46) + content.spacing

    implicitHeight: Math.max(Theme.actionHeight, word.implicitHeight + 36)
    implicitWidth: word.implicitWidth + iconRoom + 2 * inset
    radius: Theme.rPanel
    enabled: !waiting

    background: Item {
        Rectangle {
            anchors.fill: parent
            visible: !action.waiting
            radius: action.radius
            color: action.pressed ? Theme.pressed(base) : base
            border.width: action.secondary || Theme.contrast && action.fill === Theme.account ? Theme.controlEdge : 0
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
        Row {
            id: content

            anchors.centerIn: parent
            spacing: 24
            layoutDirection: action.iconLast ? Qt.RightToLeft : Qt.LeftToRight

            Icon {
                visible: action.iconName !== ""
                anchors.verticalCenter: parent.verticalCenter
                name: action.iconName
                size: Theme.pictured(46)
                weight: "bold"
                color: action.labelColor
            }

            Label {
                id: word

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, action.width - 2 * action.inset - action.iconRoom)
                text: action.text
                size: action.labelSize
                weight: Font.Bold
                horizontalAlignment: Text.AlignHCenter
                lineHeight: 0.95
                color: action.labelColor
                Accessible.ignored: true
            }
        }
    }
}
