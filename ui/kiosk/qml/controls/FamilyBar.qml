// Whose turn it is, where several cards share a pile; and the way to add one.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Flow {
    id: bar

    required property FlowView session

    spacing: 16
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Pour qui sont les prochains livres")

    Repeater {
        model: bar.session.family

        Action {
            required property int index
            required property string modelData
            readonly property bool chosen: index === bar.session.turn

            objectName: "turn-" + index
            width: Math.min(implicitWidth, bar.width)
            height: Theme.itemButton
            radius: Theme.rKey
            secondary: !chosen
            fill: Theme.contrast ? Theme.primary : Theme.ink
            on: Theme.contrast ? Theme.primaryInk : Theme.surface
            iconName: chosen ? "check" : ""
            labelSize: Theme.large ? Theme.body : 34
            text: FlowWords.card(modelData, index + 1)
            onClicked: bar.session.giveTurn(index)
        }
    }

    AddCardLink {
        visible: bar.session.canAdd
        height: Theme.itemButton
        room: bar.width
        session: bar.session
    }
}
