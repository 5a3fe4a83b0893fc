// "C'est fait.": what goes with her, how she has her receipt, and a page that closes by itself.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-finish"
    question: ""
    mainText: choosing ? "" : qsTr("Terminer")
    mainIcon: "check"
    mainFill: Theme.contrast ? Theme.primary : returning ? Theme.ink : Theme.primary
    onConfirmed: kiosk.confirm()

    readonly property ReceiptView receipt: kiosk.receipt
    readonly property bool returning: kiosk.way === "return"
    // The tiles are the way on; there is no second one.
    readonly property bool choosing: receipt.given === "open" && receipt.ways.length > 0
    readonly property string failed: FinishWords.failed(receipt.reason)
    readonly property string told: receipt.given === "asking" ? FinishWords.doing(receipt.by) : receipt.given === "done" ? FinishWords.done(receipt.by, receipt.mail, receipt.mailed) : ""
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

    readonly property int cardBottom: card.visible ? card.y + card.height : stageTop - 24

    ReceiptCard {
        id: card

        x: page.mainX
        y: page.portrait ? headline.y + headline.height + (Theme.large ? 24 : 48) : page.stageTop
        width: page.mainWidth
        kiosk: page.kiosk
        // With big letters on a wide screen the question is all there is room for.
        visible: !(Theme.large && !page.portrait && page.choosing)
        compact: page.choosing || page.told !== ""
    }

    Title {
        id: wanted

        x: page.mainX
        y: page.portrait ? choice.y - height - 20 : page.cardBottom + 24
        width: page.mainWidth
        // On a wide screen with much to say the tiles ask by themselves.
        readonly property int least: choice.rows * 120 + (choice.rows - 1) * Theme.gap + height + 20
        visible: page.choosing && page.failed === "" && !Theme.large && (page.portrait || page.stageBottom - page.cardBottom - 24 >= least)
        text: qsTr("Un ticket\u202f?")
        size: Theme.heading
    }

    Notice {
        id: failure

        x: page.mainX
        y: page.portrait ? choice.y - height - 24 : page.cardBottom + 24
        width: page.mainWidth
        visible: page.choosing && page.failed !== ""
        iconName: "warning-circle"
        line: page.failed
    }

    ReceiptChoice {
        id: choice

        readonly property int heading: failure.visible ? failure.height + 24 : wanted.visible ? wanted.height + 20 : 0
        readonly property int above: page.cardBottom + (page.portrait ? 32 : 24) + heading
        readonly property int room: (page.portrait ? last.y - 28 : page.stageBottom) - Math.max(above, Theme.reach)

        x: page.mainX
        y: Math.max(above, Theme.reach)
        width: page.mainWidth
        visible: page.choosing
        enabled: visible
        focus: visible
        receipt: page.receipt
        tileHeight: Math.max(Theme.large ? 148 : 120, Math.min(238, (room - (rows - 1) * Theme.gap) / Math.max(1, rows)))
    }

    // What became of it, in place of the tiles.
    Rectangle {
        x: page.mainX
        y: card.y + card.height + 40
        width: page.mainWidth
        height: said.implicitHeight + 64
        visible: page.told !== ""
        radius: Theme.rPanel
        color: page.receipt.given === "done" ? Theme.doneSoft : Theme.doingSoft
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: page.receipt.given === "done" ? Theme.done : Theme.doing

        Reminder {
            id: said

            objectName: page.receipt.given === "done" ? "receipt-done" : "receipt-asking"
            x: 36
            y: 32
            width: parent.width - 72
            iconName: page.receipt.given === "done" ? "check" : FinishWords.icon(page.receipt.by)
            text: page.told
        }
    }

    Column {
        id: last

        x: page.startX
        y: (page.portrait ? page.stageBottom : page.startBottom) - height
        width: page.startWidth
        spacing: 24

        TextLink {
            id: undo

            objectName: "wish-undo"
            visible: page.kiosk.flow.undoable > 0 && page.kiosk.givenUp === 0 && page.receipt.given !== "asking"
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
            // Its row said so, too.
            visible: page.kiosk.unopened > 0 && !(Theme.large && page.choosing)
            iconName: "barcode"
            text: qsTr("Si le portique sonne, montrez votre ticket à l’accueil.")
        }

        Reminder {
            width: parent.width
            // With big letters one thing at a time: first what was not put back.
            visible: !page.returning && !(Theme.large && (page.kiosk.givenUp > 0 || page.kiosk.unopened > 0 || undo.visible || page.choosing && !page.kiosk.allConfirmed))
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
