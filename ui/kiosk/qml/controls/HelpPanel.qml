// Where a person is, and what to do on this page. It lies over the stage, never over the dock.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

FocusScope {
    id: panel

    required property KioskView kiosk

    signal closed

    objectName: "help-panel"
    Accessible.role: Accessible.Pane
    Accessible.name: heading.text
    Keys.onEscapePressed: closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }

    Column {
        id: texts

        x: Theme.margin
        y: Theme.large ? 64 : Theme.portrait ? 160 : 96
        width: (Theme.portrait ? parent.width - Theme.margin : call.x - 64) - x
        spacing: Theme.large ? 28 : 40

        Title {
            id: heading

            width: parent.width
            text: qsTr("Besoin d’aide\u202f?")
            size: Theme.titled(Theme.portrait ? 92 : 80)
        }

        Row {
            width: parent.width
            spacing: 32

            Icon {
                id: people

                visible: !Theme.large
                name: "users"
                size: 104
            }

            Label {
                width: parent.width - (people.visible ? 136 : 0)
                size: Theme.large ? 64 : Theme.lead
                weight: Font.DemiBold
                text: qsTr("Une personne vous aide à l’accueil. Vos livres peuvent rester sur le plateau.")
            }
        }

        Rectangle {
            width: parent.width
            height: 3
            color: Theme.line
        }

        Label {
            width: parent.width
            size: Theme.large ? 60 : Theme.lead
            color: Theme.ink2
            text: {
                const here = FlowWords.help(panel.kiosk.page) || LookWords.help(panel.kiosk.page) || KitWords.help(panel.kiosk.page);
                if (here !== "")
                    return here;
                switch (panel.kiosk.page) {
                case "identify":
                    return qsTr("Votre carte de lecteur porte un code-barres. Posez-la sur le plateau, passez le code-barres, ou tapez son numéro.");
                case "pin":
                    return qsTr("Code oublié\u202f? L’accueil vous en donne un autre. Apportez une pièce d’identité.");
                case "tray":
                    return qsTr("Posez vos livres à plat sur le plateau et attendez «\u202fC’est prêt\u202f». Un livre en rouge reste ici.") + (panel.kiosk.barcodes ? " " + qsTr("S’il n’apparaît pas, passez son code-barres.") : "");
                case "return":
                    return qsTr("Posez vos livres un par un. Le signe à l’écran est aussi sur le chariot.");
                case "attention":
                    return qsTr("Reposez le livre sur le plateau une seconde. Sinon, l’accueil s’en occupe.");
                default:
                    return qsTr("Pour emprunter, il faut votre carte. Pour rendre, il ne faut rien.");
                }
            }
        }

        Label {
            width: parent.width
            visible: panel.kiosk.listening.available && !Theme.large
            size: Theme.body
            color: Theme.ink2
            text: qsTr("«\u202fÉcouter\u202f» lit chaque page à voix haute. Touchez l’écran\u202f: la voix se tait. La touche F2 relit la page.")
        }

    }

    CallSomebody {
        id: call

        x: Theme.portrait ? Theme.margin : parent.width - Theme.margin - width
        y: close.y - height - 28
        width: Theme.portrait ? parent.width - 2 * Theme.margin : Math.max(close.width, 760)
        flow: panel.kiosk.flow
    }

    // On a wide screen above whom to call; else below what is said of it.
    Loudness {
        x: call.x
        y: Theme.portrait ? texts.y + texts.height + 40 : call.y - height - 28
        width: call.width
        visible: panel.kiosk.listening.on && !Theme.large
        kiosk: panel.kiosk
    }

    TextLink {
        objectName: "choose-gate"
        x: Theme.margin
        y: Theme.portrait ? call.y - height - 28 : close.y + (close.height - height) / 2
        visible: panel.kiosk.page === "start"
        iconName: "bell"
        room: Theme.portrait ? panel.width - 2 * Theme.margin : call.x - x - 48
        text: qsTr("Le portique a sonné\u202f?")
        onClicked: panel.kiosk.choose("gate")
    }

    Action {
        id: close

        objectName: "help-close"
        x: Theme.portrait ? Theme.margin : parent.width - Theme.margin - width
        y: Theme.contentHeight - 28 - height
        width: Theme.portrait ? parent.width - 2 * Theme.margin : 600
        text: qsTr("Fermer")
        iconName: "x"
        fill: Theme.contrast ? Theme.primary : Theme.ink
        on: Theme.contrast ? Theme.primaryInk : Theme.surface
        focus: true
        onClicked: panel.closed()
    }
}
