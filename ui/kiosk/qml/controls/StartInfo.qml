// How the kiosk is doing: everything works, or since when it is cut off.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: info

    required property KioskView kiosk
    // Room for two things beside each other, and for a second line.
    property bool wide: true
    readonly property bool offline: !kiosk.online

    height: offline ? cut.height : Math.max(fine.height, gate.visible ? gate.height : 0)

    Row {
        id: fine

        anchors.verticalCenter: gate.visible ? gate.verticalCenter : undefined
        visible: !info.offline
        spacing: 16

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "check-circle"
            size: 42
            weight: Theme.contrast ? "fill" : "bold"
            color: Theme.done
        }

        Label {
            text: qsTr("Tout fonctionne")
            size: 32
            weight: Font.Bold
            color: Theme.done
            wrapMode: Text.NoWrap
        }
    }

    TextLink {
        id: gate

        objectName: "choose-gate"
        x: parent.width - width
        visible: !info.offline && info.wide && Theme.reach === 0 && width < info.width - fine.width - 48
        iconName: "bell"
        text: qsTr("Le portique a sonné\u202f?")
        onClicked: info.kiosk.choose("gate")
    }

    Column {
        id: cut

        visible: info.offline
        width: parent.width
        spacing: 16

        Row {
            width: parent.width
            spacing: 28

            Icon {
                id: clock

                anchors.verticalCenter: parent.verticalCenter
                name: "clock-countdown"
                size: 48
                weight: "bold"
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - clock.width - parent.spacing
                textFormat: Text.StyledText
                size: info.wide ? Theme.body : Theme.support
                text: info.kiosk.offlineSince === "" ? qsTr("Nouvel essai chaque minute.") : info.wide ? qsTr("Coupé depuis <b>%1</b>. Nouvel essai chaque minute.").arg(Words.clock(info.kiosk.offlineSince)) : qsTr("Coupé depuis <b>%1</b>").arg(Words.clock(info.kiosk.offlineSince))
                Accessible.name: text.replace(/<\/?b>/g, "")
            }
        }

        Row {
            width: parent.width
            visible: info.wide
            spacing: 28

            Icon {
                id: ticket

                anchors.verticalCenter: parent.verticalCenter
                name: "receipt"
                size: 48
                weight: "bold"
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - ticket.width - parent.spacing
                text: qsTr("Votre ticket le dira\u202f: «\u202fenregistré hors réseau\u202f».")
            }
        }
    }
}
