// One chip of a flow, and above the first of a facet what the facet is called.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: cell

    required property int index
    required property string facet
    required property string value
    required property string name
    required property int hits
    required property bool on
    required property bool head
    property string prefix: "chip-"
    property real room: 10000
    readonly property real wide: Math.min(chip.implicitWidth, room)
    readonly property int headHeight: Theme.large ? 104 : 66

    signal tapped

    implicitHeight: chip.implicitHeight

    Label {
        y: -height - 6
        visible: cell.head
        width: cell.room
        text: LookWords.facet(cell.facet)
        size: Theme.large ? 54 : Theme.support
        weight: Font.Bold
        color: Theme.ink2
        wrapMode: Text.NoWrap
        lineHeight: 1
    }

    Chip {
        id: chip

        objectName: cell.prefix + cell.index
        width: cell.wide
        height: implicitHeight
        text: LookWords.chip(cell.facet, cell.value, cell.name)
        on: cell.on
        hits: cell.hits
        onClicked: cell.tapped()
    }
}
