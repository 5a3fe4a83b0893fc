// "Bonjour Jeanne.": what waits for her, what she has at home, what she owes.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-account"
    question: flow.name === "" ? qsTr("Votre compte.") : qsTr("Bonjour %1.").arg(Words.isolated(flow.name))
    questionSize: portrait && !Theme.large ? 92 : Theme.title
    backText: canRenew ? qsTr("Quitter") : ""
    mainText: flow.asking ? qsTr("Un instant…") : canRenew ? qsTr("Tout prolonger") : qsTr("Terminer")
    mainIcon: canRenew ? "calendar-plus" : "check"
    mainWaiting: flow.asking
    mainFill: Theme.contrast ? Theme.primary : Theme.ink
    mainOn: Theme.contrast ? Theme.primaryInk : Theme.surface
    onConfirmed: canRenew ? flow.renewAll() : kiosk.confirm()
    onWentBack: kiosk.back()
    hintHeight: !Theme.large ? 84 : 0

    readonly property FlowView flow: kiosk.flow
    readonly property bool canRenew: flow.renewable > 0 && kiosk.online
    readonly property bool banner: flow.ready > 0 && !Theme.large && (portrait || kiosk.online)

    Binding on warning {
        when: !page.kiosk.online
        value: qsTr("Le réseau est coupé. Voici votre compte tel qu’il était\u202f; prolonger revient avec le réseau.")
    }

    hint: [
        Row {
            anchors.verticalCenter: parent.verticalCenter
            visible: page.portrait && !Theme.large
            spacing: 8

            TextLink {
                objectName: "to-messages"
                tight: true
                iconName: "coins"
                room: page.mainWidth - 2 * parent.spacing - toHolds.width - toLook.width
                text: page.owed()
                onClicked: page.flow.look("messages")
            }

            TextLink {
                id: toHolds

                objectName: "to-holds"
                tight: true
                iconName: "bookmark-simple"
                room: 362
                text: page.waiting()
                onClicked: page.flow.look("holds")
            }

            TextLink {
                id: toLook

                objectName: "to-look"
                tight: true
                iconName: "magnifying-glass"
                room: 274
                text: qsTr("Découvrir")
                onClicked: page.kiosk.look.begin()
            }
        },
        TextLink {
            objectName: page.portrait ? "" : "to-look"
            anchors.verticalCenter: parent.verticalCenter
            visible: !page.portrait && !Theme.large
            iconName: "magnifying-glass"
            room: page.hintWidth
            text: qsTr("Découvrir")
            onClicked: page.kiosk.look.begin()
        }
    ]

    function owed(): string {
        return flow.balance > 0 ? qsTr("%1 à régler").arg(FlowWords.money(flow.balance)) : flow.messages > 0 ? qsTr("%n message(s)", "", flow.messages) : qsTr("Rien à régler");
    }

    function waiting(): string {
        return flow.holds > 0 ? qsTr("%n réservation(s)", "", flow.holds) : qsTr("Réservations");
    }

    ReadyHold {
        id: ready

        x: page.startX
        y: page.portrait ? page.questionBottom + 24 : page.startTop
        width: page.startWidth
        height: implicitHeight
        visible: page.banner
        flow: page.flow
        narrow: !page.portrait
    }

    // Landscape and big letters: the ways to the details stand in the column at the start, or above
    // the list.
    Column {
        id: aside

        readonly property bool shown: !page.portrait || Theme.large

        x: page.startX
        y: page.portrait ? page.questionBottom + 12 : page.startBottom - height
        width: page.startWidth
        visible: shown
        spacing: 0

        TextLink {
            objectName: aside.shown ? "to-messages" : ""
            visible: aside.shown && !(Theme.large && !page.portrait && page.closing)
            iconName: "coins"
            room: page.startWidth
            text: page.owed()
            onClicked: page.flow.look("messages")
        }

        TextLink {
            objectName: aside.shown ? "to-holds" : ""
            visible: aside.shown
            iconName: "bookmark-simple"
            room: page.startWidth
            text: page.waiting()
            onClicked: page.flow.look("holds")
        }

    }

    Title {
        id: heading

        x: page.mainX

        // Seated, with big letters: just above the list, which begins within reach.
        readonly property real below: !page.portrait ? page.stageTop : page.banner ? ready.y + ready.height + 36 : Theme.large ? aside.y + aside.height + 8 : page.questionBottom + 40

        y: Theme.large ? Math.max(below, Theme.reach - height - 24) : below
        width: page.mainWidth - (limit.visible ? limit.width + 24 : 0)
        text: page.flow.loans === 0 ? qsTr("Aucun prêt en cours.") : qsTr("Vos %n prêt(s)", "", page.flow.loans)
        size: Theme.large ? 60 : Theme.heading
    }

    Label {
        id: limit

        x: page.mainX + page.mainWidth - width
        anchors.baseline: heading.baseline
        visible: page.flow.loanLimit > 0 && page.flow.loans > 0 && !Theme.large
        text: qsTr("sur %1 possibles").arg(page.flow.loanLimit)
        size: Theme.support
        color: Theme.ink2
        wrapMode: Text.NoWrap
    }

    EmptyNote {
        x: page.mainX
        y: heading.y + heading.height + 24
        width: page.mainWidth
        visible: page.flow.loans === 0
        iconName: "books"
        text: qsTr("Vous n’avez rien à rendre.")
    }

    LineList {
        x: page.mainX
        y: Math.max(heading.y + heading.height + (page.portrait ? 24 : 16), Theme.large ? Theme.reach : 0)
        width: page.mainWidth
        height: page.stageBottom - y
        flow: page.flow
        buttons: true
        spoken: heading.text
    }
}
