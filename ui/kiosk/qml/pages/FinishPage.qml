// "C'est fait.": the receipt on screen, and a page that closes by itself.
import QtQuick
import Beaupre.Look
import "../controls"

PageFrame {
    id: page

    objectName: "page-finish"
    question: ""
    mainText: qsTr("Terminer")
    mainIcon: "check"
    mainFill: Theme.contrast ? Theme.primary : returning ? Theme.ink : Theme.primary
    onConfirmed: kiosk.confirm()

    readonly property bool returning: kiosk.way === "return"
    closesInPlace: true
    Accessible.name: headline.text

    Rectangle {
        id: disc

        x: page.startX
        y: page.portrait ? 156 : 136
        width: page.portrait ? 140 : 116
        height: width
        visible: !Theme.large
        radius: width / 2
        color: Theme.done
        Accessible.ignored: true

        Icon {
            anchors.centerIn: parent
            name: "check"
            size: parent.width * 0.56
            weight: "bold"
            color: Theme.doneInk
        }
    }

    Title {
        id: headline

        x: page.portrait && !Theme.large ? disc.x + disc.width + 36 : page.startX
        y: Theme.large ? Theme.mastheadHeight : page.portrait ? 128 : disc.y + disc.height + 32
        width: page.portrait ? page.width - x - Theme.margin : page.startWidth
        text: page.returning ? qsTr("C’est fait.\nMerci.") : qsTr("C’est fait.\nBonne lecture.")
        size: page.portrait && !Theme.large ? 92 : Theme.title
    }

    ReceiptCard {
        id: receipt

        x: page.mainX
        y: page.portrait ? headline.y + headline.height + (Theme.large ? 24 : 48) : page.stageTop
        width: page.mainWidth
        kiosk: page.kiosk
    }

    Column {
        x: page.startX
        y: (page.portrait ? page.stageBottom : page.startBottom) - height
        width: page.startWidth
        spacing: 24

        TextLink {
            objectName: "wish-undo"
            visible: page.kiosk.flow.undoable > 0 && page.kiosk.givenUp === 0
            iconName: "arrow-counter-clockwise"
            room: parent.width
            text: qsTr("Annuler un prêt")
            onClicked: page.kiosk.flow.wishUndo()
        }

        Reminder {
            width: parent.width
            visible: page.kiosk.givenUp > 0
            iconName: "warning-circle"
            text: qsTr("Montrez à l’accueil ce qui n’a pas été reposé.")
        }

        Reminder {
            width: parent.width
            // With big letters one thing at a time: first what was not put back.
            visible: !page.returning && !(Theme.large && page.kiosk.givenUp > 0)
            iconName: "identification-card"
            text: qsTr("Pensez à reprendre votre carte.")
        }

        Reminder {
            width: parent.width
            visible: page.returning
            iconName: "books"
            text: qsTr("Posez chaque livre sur son chariot.")
        }
    }
}
