// Where the pages are read aloud: what is said beside the names on them, and, over the head of the
// page, why nothing is heard.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Rectangle {
    id: listener

    required property KioskView kiosk
    // What lies over the page.
    property string panel: ""
    readonly property string silence: kiosk.listening.mute ? qsTr("La voix ne répond pas. L’accueil vous aide.") : kiosk.listening.voiceless ? qsTr("Cette langue n’a pas encore de voix ici.") : ""

    objectName: "listener"
    height: Theme.mastheadHeight
    visible: silence !== "" && panel === ""
    color: Theme.attentionSoft
    Accessible.role: Accessible.AlertMessage
    Accessible.name: silence

    Binding {
        target: listener.kiosk.listening
        property: "panel"
        value: listener.panel
    }

    Binding {
        target: listener.kiosk.listening
        property: "words"
        value: ({
                "button": qsTr("bouton"),
                "on": qsTr("activé"),
                "off": qsTr("désactivé"),
                "chosen": qsTr("choisi"),
                "key": qsTr("touche"),
                //: a thing by its number, where its title is not said aloud
                "book": qsTr("Livre %1"),
                //: a thing by its number, where its title is not said aloud
                "thing": qsTr("Document %1"),
                //: in the place of an amount of money that is not said aloud
                "sum": qsTr("une somme"),
                "of": qsTr("%1 sur %2"),
                "loud": qsTr("Volume %1"),
                "how": qsTr("Pour écouter les pages, appuyez sur F2.")
            })
    }

    Rectangle {
        y: parent.height - height
        width: parent.width
        height: Theme.controlEdge
        color: Theme.attentionEdge
    }

    Row {
        anchors.centerIn: parent
        spacing: 24

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: !Theme.large
            name: "warning-circle"
            size: 64
            color: Theme.attentionText
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, listener.width - 2 * Theme.margin - (Theme.large ? 0 : 88))
            text: listener.silence
            size: Theme.large ? 42 : Theme.body
            weight: Font.DemiBold
            color: Theme.attentionText
            Accessible.ignored: true
        }
    }
}
