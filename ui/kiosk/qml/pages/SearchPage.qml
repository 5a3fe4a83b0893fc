// What the library has: typed above a keyboard, found below the field, narrowed by chips.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-search"
    question: ""
    Accessible.name: qsTr("Que cherchez-vous\u202f?")
    backText: qsTr("Retour")
    backIcon: "arrow-left"
    mainText: writes ? qsTr("Chercher") : narrowing ? qsTr("Voir les titres") : hits.pages > 1 ? Words.turning(hits.current, hits.pages) : qsTr("Changer les mots")
    mainIcon: writes ? "magnifying-glass" : narrowing ? "check" : hits.pages > 1 ? (hits.current + 1 < hits.pages ? "arrow-down" : "arrow-up") : "keyboard"
    mainFill: Theme.contrast ? Theme.primary : Theme.ink
    mainOn: Theme.contrast ? Theme.primaryInk : Theme.surface
    onWentBack: kiosk.back()
    onConfirmed: {
        if (writes)
            kiosk.confirm();
        else if (narrowing)
            look.stageTo("hits");
        else if (hits.pages > 1)
            hits.turn();
        else
            look.stageTo("typing");
    }

    readonly property LookView look: kiosk.look
    readonly property bool writes: look.stage === "typing"
    readonly property bool narrowing: look.stage === "narrowing"
    readonly property bool finds: look.stage === "hits"
    readonly property bool low: Theme.reach > 0
    // Chips of one touch leave where letters are big or hands do not reach: they are among the others.
    readonly property bool quickShown: !Theme.large && !low && !narrowing && (portrait || warning === "")
    readonly property bool empty: finds && look.found && !look.waiting && look.hits.count === 0
    // As if its words needed two lines: what the main action says depends on how much fits above it.
    readonly property real listBottom: Theme.contentHeight - (portrait ? 28 + footSpace : closing ? 84 : 24) - Math.max(Theme.actionHeight, portrait && Theme.large ? 236 : 0) - 24
    readonly property real listTop: portrait ? tools.y + tools.height + 20 : Theme.mastheadHeight

    Binding on warning {
        value: page.kiosk.online || page.writes ? "" : LookWords.known(page.look.takenClock, page.look.takenDay, page.kiosk.today)
    }

    SearchField {
        id: field

        x: page.startX
        y: page.questionBottom + (page.warning !== "" ? 16 : page.portrait ? 8 : 4)
        width: page.startWidth
        height: implicitHeight
        words: page.look.text
        typing: page.writes
        touched: !page.low
        onEdited: page.look.stageTo("typing")
        onCleared: page.kiosk.clear()
    }

    ChipFlow {
        id: quick

        x: page.startX
        y: field.y + field.height + 20
        width: page.startWidth
        height: 400
        visible: page.quickShown && (page.finds || page.look.text === "")
        chips: page.look.quick
        prefix: "quick-"
        onChosen: (facet, value) => page.look.narrow(facet, value)
    }

    // How many there are, and the way to narrow them.
    Item {
        id: tools

        x: page.startX
        y: page.low ? Theme.reach : quick.visible ? quick.y + quick.used + 18 : field.y + field.height + 20
        width: page.startWidth
        height: Math.max(count.height, more.height)
        visible: page.finds

        Label {
            id: count

            y: (parent.height - height) / 2
            width: parent.width - more.width - 20
            text: page.look.failed ? "" : !page.look.found ? qsTr("Un instant…") : page.counted()
            size: Theme.large ? 54 : 34
            weight: Font.Bold
        }

        Chip {
            id: more

            objectName: "narrow"
            x: parent.width - width
            y: (parent.height - height) / 2
            width: implicitWidth
            height: implicitHeight
            visible: page.look.found
            iconName: "list-bullets"
            text: page.look.narrowed > 0 ? qsTr("Affiner · %1").arg(page.look.narrowed) : qsTr("Affiner")
            onClicked: page.look.stageTo("narrowing")
        }
    }

    Action {
        id: respell

        objectName: "respell"
        x: page.mainX
        y: page.listTop
        width: Math.min(page.mainWidth, implicitWidth)
        height: Theme.large ? 148 : 100
        visible: page.finds && page.look.suggestion !== ""
        secondary: true
        labelSize: Theme.large ? 56 : 38
        text: qsTr("Vouliez-vous dire «\u202f%1\u202f»\u202f?").arg(Words.isolated(page.look.suggestion))
        onClicked: page.look.respell()
    }

    HitList {
        id: hits

        x: page.mainX
        y: page.listTop + (respell.visible ? respell.height + 20 : 0)
        width: page.mainWidth
        height: page.listBottom - y
        visible: page.finds
        look: page.look
        canHold: page.kiosk.online
        spoken: count.text
    }

    Column {
        x: page.mainX
        y: hits.y + (page.portrait ? 40 : 8)
        width: page.mainWidth
        visible: page.empty || page.look.failed
        spacing: 16

        Title {
            width: parent.width
            words: page.look.failed ? qsTr("La recherche se repose.") : qsTr("Aucun titre trouvé.")
            fitted: true
            size: Theme.heading
        }

        Label {
            width: parent.width
            size: Theme.large ? 60 : Theme.lead
            color: Theme.ink2
            text: page.look.failed ? qsTr("Demandez à l’accueil\u202f: quelqu’un cherche avec vous.") : page.look.narrowed > 0 ? qsTr("Choisissez «\u202fTout\u202f», ou essayez avec moins de mots.") : qsTr("Essayez avec moins de mots, ou un autre nom. L’accueil cherche aussi avec vous.")
        }
    }

    ChipFlow {
        x: page.mainX
        y: page.portrait ? Math.max(field.y + field.height + 28, Theme.reach) : Theme.mastheadHeight
        width: page.mainWidth
        height: page.stageBottom - y
        visible: page.narrowing
        chips: page.look.chips
        onChosen: (facet, value) => page.look.narrow(facet, value)
    }

    Title {
        id: ask

        x: page.startX
        y: quick.visible && page.quickShown ? quick.y + quick.used + 56 : field.y + field.height + 40
        width: page.startWidth
        visible: page.writes && page.look.text === "" && (page.portrait ? keys.y - y > height : page.startBottom - y > height)
        words: qsTr("Que cherchez-vous\u202f?")
        fitted: true
        size: Theme.large ? 72 : Theme.title
    }

    SuggestList {
        x: page.startX
        y: field.y + field.height + 20
        width: page.startWidth
        height: (page.portrait ? keys.y - 24 : page.startBottom) - y
        visible: page.writes && page.look.text !== "" && !page.low
        look: page.look
    }

    ScreenKeys {
        id: keys

        readonly property real most: 4 * 136 + 3 * 16
        readonly property int inset: page.portrait ? 24 : page.mainX

        readonly property real lowest: page.low ? page.actionY - 16 : page.stageBottom

        x: inset
        y: lowest - height
        width: page.portrait ? page.width - 2 * inset : page.mainWidth
        height: page.low ? lowest - Theme.reach : page.portrait ? Math.min(most, page.stageBottom - (field.y + field.height + 24)) : Math.min(4 * 148 + 48, page.stageBottom - Theme.mastheadHeight - 8)
        visible: page.writes
        language: page.kiosk.language
        onTyped: text => page.look.type(text)
        onErased: page.kiosk.backspace()
    }

    function counted(): string {
        const many = look.exact ? qsTr("%n résultat(s)", "", look.total) : qsTr("Plus de %n résultat(s)", "", look.total);
        return look.shown < look.total && !Theme.large && portrait ? qsTr("%1, voici les %2 plus proches").arg(many).arg(look.shown) : many;
    }
}
