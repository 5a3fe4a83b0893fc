// One key of the letters on the screen.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: key

    property bool special: false
    property bool small: special
    property string iconName: ""

    radius: Theme.rKey
    focusPolicy: Qt.TabFocus

    background: Rectangle {
        readonly property color base: key.special ? Theme.sunken : Theme.surface

        radius: key.radius
        color: key.pressed ? Theme.pressed(base) : base
        border.width: key.special && !Theme.contrast ? 0 : Theme.edge
        border.color: Theme.control
    }

    contentItem: Item {
        Label {
            anchors.centerIn: parent
            visible: key.iconName === ""
            text: key.text
            size: key.small ? (Theme.large ? 50 : 34) : Theme.large ? (Theme.arabic ? 58 : 72) : 52
            weight: key.small ? Font.Bold : Font.DemiBold
            wrapMode: Text.NoWrap
            lineHeight: 1
            Accessible.ignored: true
        }

        Icon {
            anchors.centerIn: parent
            visible: key.iconName !== ""
            name: key.iconName
            size: Theme.pictured(56)
        }
    }
}
