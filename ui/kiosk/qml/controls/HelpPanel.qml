// Where a person is, and what to do on this page. It lies over the stage, never over the dock.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

FocusScope {
    id: panel

    required property KioskView kiosk

    signal closed

    objectName: "help-panel"

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }

    Column {
        x: Theme.margin
        y: Theme.portrait ? 160 : 96
        width: Math.min(parent.width - 2 * Theme.margin, 1100)
        spacing: 40

        Title {
            width: parent.width
            text: qsTr("Besoin d’aide\u202f?")
            size: Theme.portrait ? 92 : 80
        }

        Row {
            width: parent.width
            spacing: 32

            Icon {
                name: "users"
                size: 104
            }

            Label {
                width: parent.width - 136
                size: Theme.lead
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
            size: Theme.lead
            color: Theme.ink2
            text: {
                switch (panel.kiosk.page) {
                case "identify":
                    return qsTr("Votre carte de lecteur porte un code-barres. Posez-la sur le plateau, passez le code-barres, ou tapez son numéro.");
                case "pin":
                    return qsTr("Code oublié\u202f? L’accueil vous en donne un autre. Apportez une pièce d’identité.");
                case "tray":
                    return qsTr("Posez vos livres à plat sur le plateau et attendez «\u202fC’est prêt\u202f». Un livre en rouge reste ici.");
                case "return":
                    return qsTr("Posez vos livres un par un. Le signe à l’écran est aussi sur le chariot.");
                case "attention":
                    return qsTr("Reposez le livre sur le plateau une seconde. Sinon, l’accueil s’en occupe.");
                default:
                    return qsTr("Pour emprunter, il faut votre carte. Pour rendre, il ne faut rien.");
                }
            }
        }
    }

    Action {
        objectName: "help-close"
        x: Theme.portrait ? Theme.margin : parent.width - Theme.margin - width
        y: Theme.contentHeight - 24 - height
        width: Theme.portrait ? parent.width - 2 * Theme.margin : 600
        text: qsTr("Fermer")
        iconName: "x"
        fill: Theme.ink
        on: Theme.surface
        focus: true
        onClicked: panel.closed()
    }
}
