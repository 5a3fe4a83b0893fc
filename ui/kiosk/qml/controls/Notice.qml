// A calm word about something out of the ordinary: soft fill, edge, big icon, what still works.
import QtQuick
import Beaupre.Look

Rectangle {
    id: notice

    property string headline: ""
    required property string line
    property string iconName: "info"
    // Icon above the words, for a narrow column.
    property bool stacked: false
    property int iconSize: headline === "" ? 64 : 104
    readonly property int inset: Theme.large ? 28 : 36

    implicitHeight: stacked ? iconSize + words.implicitHeight + 80 : Math.max(icon.visible ? iconSize + 48 : 0, words.implicitHeight + 48)
    radius: Theme.rPanel
    color: Theme.attentionSoft
    border.width: Theme.controlEdge
    border.color: Theme.attentionEdge
    Accessible.role: Accessible.AlertMessage
    Accessible.name: headline === "" ? line : headline + " " + line

    Icon {
        id: icon

        // Big letters need the width.
        visible: !Theme.large || notice.stacked
        x: notice.inset
        y: notice.stacked ? 32 : (notice.height - height) / 2
        name: notice.iconName
        size: notice.iconSize
        color: Theme.attentionText
    }

    Column {
        id: words

        x: notice.stacked || !icon.visible ? notice.inset : icon.x + icon.width + 36
        y: notice.stacked ? icon.y + icon.height + 16 : (notice.height - height) / 2
        width: notice.width - x - 32
        spacing: 6

        Title {
            width: parent.width
            visible: text !== ""
            text: notice.headline
            size: Theme.heading
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            text: notice.line
            size: Theme.large ? (Theme.portrait ? 56 : 48) : Theme.body
            weight: notice.headline === "" ? Font.DemiBold : Font.Normal
            color: notice.headline === "" ? Theme.attentionText : Theme.ink
            Accessible.ignored: true
        }
    }
}
