// A calm word about something out of the ordinary: soft fill, edge, big icon, what still works.
import QtQuick
import Beaupre.Look

Rectangle {
    id: notice

    property string headline: ""
    required property string line
    property string iconName: "info"
    property int iconSize: headline === "" ? 64 : 104

    implicitHeight: Math.max(iconSize + 48, words.implicitHeight + 48)
    radius: Theme.rPanel
    color: Theme.attentionSoft
    border.width: Theme.controlEdge
    border.color: Theme.attentionEdge
    Accessible.role: Accessible.AlertMessage
    Accessible.name: headline === "" ? line : headline + " " + line

    Icon {
        id: icon

        x: 36
        anchors.verticalCenter: parent.verticalCenter
        name: notice.iconName
        size: notice.iconSize
        color: Theme.attentionText
    }

    Column {
        id: words

        anchors.left: icon.right
        anchors.leftMargin: 36
        anchors.right: parent.right
        anchors.rightMargin: 32
        anchors.verticalCenter: parent.verticalCenter
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
            size: Theme.body
            weight: notice.headline === "" ? Font.DemiBold : Font.Normal
            color: notice.headline === "" ? Theme.attentionText : Theme.ink
            Accessible.ignored: true
        }
    }
}
