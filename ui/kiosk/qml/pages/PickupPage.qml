// Where a hold is picked up; then whether it stands, how long she waits and what comes next.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-pickup"
    question: stands ? qsTr("C’est réservé.") : refused ? qsTr("Ce n’est pas réservé.") : qsTr("Où venez-vous le chercher\u202f?")
    lead: stands || refused ? "" : Words.isolated(look.heldTitle)
    backText: stands ? qsTr("Chercher encore") : qsTr("Retour")
    backIcon: "arrow-left"
    mainText: asking ? qsTr("Un instant…") : stands || refused ? qsTr("Terminer") : qsTr("Réserver")
    mainIcon: stands || refused ? "check" : "bookmark-simple"
    mainWaiting: asking || !stands && !refused && look.pickup === ""
    mainFill: Theme.contrast ? Theme.primary : Theme.ink
    mainOn: Theme.contrast ? Theme.primaryInk : Theme.surface
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.back()
    hintHeight: stands && portrait ? (Theme.large ? 100 : 84) : 0

    readonly property LookView look: kiosk.look
    readonly property bool asking: look.holdState === "asking"
    readonly property bool stands: look.holdState === "granted"
    readonly property bool refused: look.holdState === "refused"

    Binding on warning {
        value: page.refused ? LookWords.refusal(page.look.holdReason) : ""
    }

    hint: [
        TextLink {
            objectName: "to-holds"
            visible: page.stands && page.portrait
            anchors.verticalCenter: parent.verticalCenter
            iconName: "bookmark-simple"
            room: page.hintWidth
            text: qsTr("Mes réservations")
            onClicked: page.look.seeHolds()
        }
    ]

    TextLink {
        objectName: page.portrait ? "" : "to-holds"
        x: page.startX
        y: page.startBottom - height
        visible: page.stands && !page.portrait
        iconName: "bookmark-simple"
        room: page.startWidth
        text: qsTr("Mes réservations")
        onClicked: page.look.seeHolds()
    }

    PickupList {
        x: page.mainX
        y: page.reachTop
        width: page.mainWidth
        height: page.stageBottom - y
        visible: !page.stands
        look: page.look
        spoken: page.question
    }

    // What she will have, and when.
    Rectangle {
        x: page.mainX
        y: page.portrait ? page.questionBottom + 32 : Theme.mastheadHeight
        width: page.mainWidth
        height: Math.min(page.stageBottom - y, Math.max(words.height, cover.visible ? cover.height : 0) + 80)
        visible: page.stands
        radius: Theme.rPanel
        color: Theme.contrast ? Theme.surface : Theme.doneSoft
        border.width: Theme.edge
        border.color: Theme.done

        CoverArt {
            id: cover

            x: 40
            y: 40
            width: 200
            height: width * ratio
            visible: !Theme.large && !Theme.contrast
            title: page.look.heldTitle
            author: page.look.heldAuthor
            kind: page.look.heldKind
        }

        Column {
            id: words

            x: cover.visible ? cover.x + cover.width + 36 : 36
            y: 40
            width: parent.width - x - 36
            spacing: Theme.large ? 14 : 18

            Label {
                width: parent.width
                text: page.look.heldTitle
                size: Theme.large ? 68 : 44
                weight: Font.Bold
                maximumLineCount: 2
                elide: Text.ElideRight
            }

            Label {
                width: parent.width
                text: LookWords.queue(page.look.holdPlace, page.look.holdReady)
                size: Theme.large ? 60 : 40
                weight: Font.Bold
                color: Theme.done
            }

            Label {
                width: parent.width
                text: qsTr("Nous vous prévenons quand il est prêt. Il vous attend ici\u202f: %1.").arg(Words.isolated(page.look.pickup))
                size: Theme.large ? 56 : 36
            }
        }
    }
}
