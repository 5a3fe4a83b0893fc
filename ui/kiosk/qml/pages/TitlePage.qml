// One title: what it is, where its copies stand, what is on it, and how to have it.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-title"
    question: look.title
    lead: LookWords.about(look.author, look.kind, look.year)
    backText: qsTr("Retour")
    backIcon: "arrow-left"
    mainText: !holds ? qsTr("D’autres titres") : kiosk.online ? qsTr("Réserver") : qsTr("Réserver\u202f: revient avec le réseau")
    mainIcon: holds ? "bookmark-simple" : "magnifying-glass"
    mainWaiting: holds && !kiosk.online
    mainFill: Theme.contrast ? Theme.primary : Theme.ink
    mainOn: Theme.contrast ? Theme.primaryInk : Theme.surface
    onWentBack: kiosk.back()
    onConfirmed: {
        if (holds)
            look.hold(look.titleKey);
        else
            kiosk.back();
    }

    readonly property LookView look: kiosk.look
    readonly property bool holds: look.canHold && look.loaded
    readonly property bool drawn: !Theme.large && !Theme.contrast
    readonly property bool ereader: look.contents > 0
    readonly property string what: [look.subtitle, look.about !== "" ? look.about : look.subject].filter(part => part !== "").join(". ")

    Binding on warning {
        value: page.kiosk.online || Theme.large && !page.portrait ? "" : LookWords.known(page.look.takenClock, page.look.takenDay, page.kiosk.today)
    }

    CoverArt {
        id: cover

        x: page.startX
        y: page.questionBottom + 28
        width: page.portrait ? 250 : 180
        height: width * ratio
        visible: page.drawn && (page.portrait ? Theme.reach === 0 || y + height < Theme.reach : y + height < page.startBottom)
        title: page.look.title
        author: page.look.author
        kind: page.look.kind
    }

    Column {
        id: said

        x: cover.visible ? cover.x + cover.width + 32 : page.startX
        y: page.questionBottom + 28
        width: page.startX + page.startWidth - x
        visible: !Theme.large
        spacing: 14

        PlaceWord {
            width: parent.width
            visible: page.look.loaded && page.portrait
            sort: page.look.best
            size: 44
            words: LookWords.near(page.look.best) ? qsTr("Vous pouvez le prendre") : page.look.best === "elsewhere" || page.look.best === "machine" ? qsTr("Dans une autre bibliothèque") : LookWords.place(page.look.best, "", "", "", "")
        }

        Label {
            width: parent.width
            visible: text !== "" && maximumLineCount > 1
            text: page.what
            size: page.portrait ? 34 : 28
            color: Theme.ink2
            maximumLineCount: page.portrait ? 7 : Math.max(1, Math.floor((page.startBottom - said.y) / 44))
            elide: Text.ElideRight
        }
    }

    Title {
        id: heading

        readonly property real below: !page.portrait ? Theme.mastheadHeight : Theme.large ? page.questionBottom + 20 : Math.max(cover.visible ? cover.y + cover.height : 0, said.y + said.height) + 40

        x: page.mainX
        y: Math.max(below, Theme.reach - height - 20)
        width: page.mainWidth
        words: page.ereader ? qsTr("Sur cet appareil\u202f: %n titre(s)", "", page.look.contents) : page.look.loaded ? qsTr("Où le trouver") : qsTr("Un instant…")
        fitted: true
        size: Theme.large ? 60 : Theme.heading
    }

    PlaceList {
        id: list

        x: page.mainX
        y: Math.max(heading.y + heading.height + 20, Theme.reach)
        width: page.mainWidth
        height: page.stageBottom - y
        look: page.look
        spoken: heading.words
    }
}
