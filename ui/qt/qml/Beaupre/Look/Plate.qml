// The enamel plate: the town's name in white on street-sign blue.
import QtQuick

Rectangle {
    id: plate

    required property string text

    implicitWidth: name.implicitWidth + 56
    implicitHeight: 64
    radius: 10
    color: Theme.plate
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        anchors.margins: 5
        radius: 6
        color: "transparent"
        border.width: 2
        border.color: Theme.plateInk
    }

    Title {
        id: name

        anchors.centerIn: parent
        text: plate.text
        size: 38
        color: Theme.plateInk
        wrapMode: Text.NoWrap
    }
}
