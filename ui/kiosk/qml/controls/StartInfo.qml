// What the library says, and how the kiosk is doing: everything works, or since when it is cut off.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: info

    required property KioskView kiosk
    // Room for two things beside each other, and for a second line.
    property bool wide: true
    readonly property bool offline: !kiosk.online

    readonly property real under: said.visible ? said.height + 16 : 0

    // Beside each other, or below.
    readonly property bool beside: gate.width < width - fine.width - 48

    height: under + (offline ? cut.height : !gate.visible ? fine.height : beside ? Math.max(fine.height, gate.height) : fine.height + 8 + gate.height)

    Column {
        id: said

        width: parent.width
        visible: info.kiosk.board.messages.length > 0
        spacing: 12

        Repeater {
            model: info.kiosk.board.messages

            Row {
                id: message

                required property int index
                required property string modelData

                width: said.width
                spacing: 16

                Icon {
                    id: mark

                    y: 2
                    name: "calendar-blank"
                    size: 42
                }

                Label {
                    objectName: "message-" + message.index
                    width: message.width - mark.width - message.spacing
                    text: message.modelData
                    size: info.wide ? 32 : Theme.least
                    weight: Font.DemiBold
                }
            }
        }
    }

    Row {
        id: fine

        y: info.under + (gate.visible && info.beside ? (gate.height - height) / 2 : 0)
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
        x: info.beside ? parent.width - width : -16
        y: info.under + (info.beside ? 0 : fine.height + 8)
        visible: !info.offline && Theme.reach === 0
        room: info.width + 16
        iconName: "bell"
        text: qsTr("Le portique a sonné\u202f?")
        onClicked: info.kiosk.choose("gate")
    }

    Column {
        id: cut

        y: info.under
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
