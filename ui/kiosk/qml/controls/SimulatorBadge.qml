// Striped corner badge: the pad is not a real one.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: badge

    width: label.implicitWidth + 44
    height: 44
    clip: true
    Accessible.role: Accessible.StaticText
    Accessible.name: label.text

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: -16
        anchors.rightMargin: -16
        radius: 14
        color: "#14212B"
        clip: true
    }

    Repeater {
        model: 10

        Rectangle {
            required property int index

            x: index * 40 - 4
            y: -20
            width: 14
            height: 90
            rotation: 40
            antialiasing: true
            color: "#2B3A44"
        }
    }

    Label {
        id: label

        anchors.centerIn: parent
        anchors.verticalCenterOffset: -1
        text: qsTr("SIMULATEUR")
        size: 24
        weight: Font.Bold
        font.letterSpacing: 1.5
        color: "#FFFFFF"
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
