// One item of the dock: an icon over a word.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: item

    required property string iconName
    property bool tinted: false
    property bool on: false

    implicitWidth: Math.max(126, word.implicitWidth + 32)
    implicitHeight: Theme.portrait ? Theme.dockItem : 96
    radius: Theme.rKey

    background: Rectangle {
        readonly property color base: item.on ? Theme.ink : item.tinted ? Theme.sunken : Theme.surface

        radius: item.radius
        color: item.pressed ? Theme.pressed(base) : base
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.line
    }

    contentItem: Item {
        implicitWidth: word.implicitWidth

        Column {
            anchors.centerIn: parent
            spacing: 0

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: item.iconName
                size: 46
                color: item.on ? Theme.surface : Theme.ink
            }

            Label {
                id: word

                anchors.horizontalCenter: parent.horizontalCenter
                text: item.text
                size: Theme.least
                weight: Font.DemiBold
                wrapMode: Text.NoWrap
                color: item.on ? Theme.surface : Theme.ink
                Accessible.ignored: true
            }
        }
    }
}
