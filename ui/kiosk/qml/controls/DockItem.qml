// One item of the dock: an icon over a word; with big letters, an icon beside it.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: item

    required property string iconName
    property bool tinted: false
    property bool on: false
    // What is left of the dock's width for each item.
    property real share: 0
    // Where all words in full have no room beside each other, each item is as slim as its shorter one.
    property string full: text
    property bool slim: false
    readonly property real wide: visible ? Math.max(126, metrics.advanceWidth + 24) : 0
    readonly property real natural: Theme.large ? drawn.implicitWidth + 32 : slim ? Math.max(88, word.implicitWidth + 16) : wide
    readonly property real used: visible ? natural : 0

    width: natural + share
    height: Theme.dockItem
    radius: Theme.rKey
    // The look says by its fill whether it is on, a screen reader by the word.
    Accessible.checkable: checkable
    Accessible.checked: on

    TextMetrics {
        id: metrics

        font: word.font
        text: item.full
    }

    background: Rectangle {
        readonly property color base: item.on ? Theme.ink : item.tinted ? Theme.sunken : Theme.surface

        radius: item.radius
        color: item.pressed ? Theme.pressed(base) : base
        border.width: Theme.contrast ? 4 : Theme.large ? Theme.edge : 0
        border.color: Theme.contrast ? Theme.line : Theme.control
    }

    contentItem: Item {
        Grid {
            id: drawn

            anchors.centerIn: parent
            columns: Theme.large ? 2 : 1
            columnSpacing: 16
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            Icon {
                name: item.iconName
                size: Theme.pictured(46)
                weight: "bold"
                color: item.on ? Theme.surface : Theme.ink
            }

            Label {
                id: word

                text: item.slim || Theme.large ? item.text : item.full
                size: Theme.large ? 52 : Theme.least
                weight: Font.DemiBold
                wrapMode: Text.NoWrap
                color: item.on ? Theme.surface : Theme.ink
                Accessible.ignored: true
            }
        }
    }
}
