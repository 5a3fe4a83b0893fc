// "Appeler quelqu'un": who is called, and whether somebody comes.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Column {
    id: call

    required property FlowView flow
    readonly property string stands: flow.call
    readonly property bool open: stands === "waiting" || stands === "coming"

    spacing: 24

    Rectangle {
        width: parent.width
        height: said.height + 56
        visible: call.stands !== ""
        radius: Theme.rPanel
        color: call.stands === "coming" ? Theme.doneSoft : call.stands === "unheard" ? Theme.attentionSoft : Theme.doingSoft
        border.width: Theme.edge
        border.color: call.stands === "coming" ? Theme.done : call.stands === "unheard" ? Theme.attentionEdge : Theme.doing
        Accessible.role: Accessible.AlertMessage
        Accessible.name: said.text

        Icon {
            id: bell

            x: 32
            y: (parent.height - height) / 2
            visible: !Theme.large
            name: call.stands === "coming" ? "users" : call.stands === "unheard" ? "warning-circle" : "bell"
            size: 64
            color: said.color
        }

        Label {
            id: said

            x: bell.visible ? 128 : 32
            y: 28
            width: parent.width - x - 32
            text: FlowWords.call(call.stands)
            size: Theme.large ? 60 : Theme.lead
            weight: Font.Bold
            color: call.stands === "coming" ? Theme.done : call.stands === "unheard" ? Theme.attentionText : Theme.doing
            Accessible.ignored: true
        }
    }

    Action {
        objectName: call.open ? "call-end" : "call-somebody"
        width: parent.width
        secondary: call.open
        waiting: call.stands === "asking"
        text: call.open ? qsTr("Je n’ai plus besoin d’aide") : call.stands === "unheard" ? qsTr("Appeler encore") : qsTr("Appeler quelqu’un")
        iconName: call.open ? "check" : "bell"
        onClicked: {
            if (call.open)
                call.flow.dismissHelp();
            else
                call.flow.callHelp();
        }
    }
}
