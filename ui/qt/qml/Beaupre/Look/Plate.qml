// The enamel plate: the town's name in white on street-sign blue.
import QtQuick

Rectangle {
    id: plate

    required property string text

    implicitWidth: name.implicitWidth + 56
    implicitHeight: 64
    radius: 10
    color: Theme.contrast ? Theme.page : "#153E75"
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        anchors.margins: 5
        radius: 6
        color: "transparent"
        border.width: 2
        border.color: "#FFFFFF"
    }

    Title {
        id: name

        anchors.centerIn: parent
        text: plate.text
        size: 38
        color: "#FFFFFF"
        wrapMode: Text.NoWrap
    }
}
