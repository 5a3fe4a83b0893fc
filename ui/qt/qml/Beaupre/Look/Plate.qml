// The enamel plate: the town's name, or its logo, in white on street-sign blue. A logo may stand
// alone; in high contrast the name does.
import QtQuick

Rectangle {
    id: plate

    required property string text
    readonly property bool pictured: Theme.logo.toString() !== "" && !Theme.contrast && logo.status !== Image.Error
    readonly property bool bare: pictured && !Theme.logoOnPlate

    implicitWidth: pictured ? logo.width + (bare ? 0 : 40) : name.implicitWidth + 56
    implicitHeight: 64
    radius: 10
    color: bare ? "transparent" : Theme.plate
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Rectangle {
        anchors.fill: parent
        anchors.margins: 5
        visible: !plate.bare
        radius: 6
        color: "transparent"
        border.width: 2
        border.color: Theme.plateInk
    }

    Title {
        id: name

        anchors.centerIn: parent
        visible: !plate.pictured
        text: plate.text
        size: 38
        color: Theme.plateInk
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Image {
        id: logo

        readonly property real ratio: implicitHeight > 0 ? implicitWidth / implicitHeight : 1

        anchors.centerIn: parent
        visible: plate.pictured
        source: Theme.logo
        height: plate.bare ? 64 : 44
        width: Math.min(320, height * ratio)
        fillMode: Image.PreserveAspectFit
        Accessible.ignored: true

        transform: Scale {
            origin.x: logo.width / 2
            xScale: Theme.turn
        }
    }
}
