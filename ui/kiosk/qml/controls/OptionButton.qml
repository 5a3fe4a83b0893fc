// One choice of a panel; what is in use is filled.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: option

    property string iconName: ""
    property bool on: false
    // It does something and is nothing to be in use.
    property bool plain: false
    readonly property color lettering: on ? Theme.surface : Theme.ink

    height: Theme.large ? 168 : 136
    radius: Theme.rPanel
    Accessible.role: checkable || plain ? Accessible.Button : Accessible.RadioButton
    Accessible.checkable: !plain
    Accessible.checked: on

    background: Rectangle {
        readonly property color base: option.on ? Theme.ink : Theme.surface

        radius: option.radius
        color: option.pressed ? Theme.pressed(base) : base
        border.width: Theme.controlEdge
        border.color: option.on ? Theme.ink : Theme.control
    }

    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: 24

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: name !== ""
                name: option.iconName
                size: Theme.pictured(46)
                weight: "bold"
                color: option.lettering
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: option.text
                size: Theme.large ? 68 : 42
                weight: Font.Bold
                wrapMode: Text.NoWrap
                color: option.lettering
                Accessible.ignored: true
            }
        }
    }
}
