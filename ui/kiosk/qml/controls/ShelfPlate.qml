// An enamel plate with the number under which a thing waits on the shelf.
import QtQuick
import Beaupre.Look

Rectangle {
    id: plate

    required property string label
    property bool small: false

    implicitWidth: Math.max(small ? 132 : 194, number.implicitWidth + (small ? 44 : 64))
    implicitHeight: small ? 96 : 164
    radius: small ? 14 : 20
    color: Theme.contrast ? "#000000" : "#FFFFFF"
    border.width: small ? 0 : Theme.contrast ? 3 : 0
    border.color: Theme.line
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Étagère des réservations, %1").arg(label)

    Rectangle {
        anchors.fill: parent
        anchors.margins: plate.small ? 4 : 8
        radius: plate.small ? 10 : 14
        color: "transparent"
        border.width: plate.small ? 3 : 4
        border.color: Theme.contrast ? "#FFFFFF" : Theme.primary
    }

    Column {
        anchors.centerIn: parent
        spacing: plate.small ? -4 : -2

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            text: qsTr("Étagère")
            size: plate.small ? 22 : 28
            weight: Font.DemiBold
            color: Theme.contrast ? "#FFFFFF" : "#14212B"
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Label {
            id: number

            anchors.horizontalCenter: parent.horizontalCenter
            text: plate.label
            size: plate.small ? 42 : 72
            weight: Font.ExtraBold
            lineHeight: 0.9
            color: Theme.contrast ? "#FFFFFF" : "#14212B"
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
