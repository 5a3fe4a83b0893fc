// "Bonjour." and the two ways. Low: what is read stands above, what is touched within reach.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-start"
    split: true

    readonly property bool offline: !kiosk.online
    readonly property bool noLending: kiosk.noLending
    readonly property BoardView board: kiosk.board
    readonly property bool night: board.night
    readonly property bool low: Theme.reach > 0
    readonly property bool plain: Theme.large || Theme.contrast
    readonly property int tilesTop: !portrait ? Theme.large ? Theme.mastheadHeight : 112 : low ? Theme.reach + 12 : offline ? notice.y + notice.height + 40 : greeting.y + greeting.height + 44
    readonly property int tilesBottom: portrait && !low && !Theme.large ? info.y - 32 : contentBottom - (gateLow.visible ? gateLow.height + 8 : more.visible && portrait ? more.height + Theme.gap : 0)
    // Low: what is read about the day stands here.
    readonly property int factsTop: Math.max(greeting.y + greeting.height, offline ? notice.y + notice.height : 0) + 40
    readonly property int contentBottom: Theme.contentHeight - (gateLow.visible ? 12 : 32)

    // With big letters the rest is a count, and a page of its own.
    readonly property string rest: board.messages.length > 0 ? qsTr("%n message(s) · Lire", "", board.messages.length) : board.arrivals.length > 0 ? qsTr("%n nouveauté(s) · Voir", "", board.arrivals.length) : ""

    signal boardWanted

    Accessible.name: qsTr("Bonjour.")
    warning: ""

    // With big letters the hours stand here: the masthead has no room for them.
    function belowTitle(): string {
        if (night)
            return board.lends ? qsTr("Vous pouvez emprunter et rendre.") : qsTr("Vous pouvez rendre.");
        if (Theme.large && (portrait || board.state !== ""))
            return Words.opening(board, kiosk.today);
        return low ? qsTr("Les boutons sont en bas, à portée de main.") : qsTr("Que voulez-vous faire\u202f?");
    }

    Rectangle {
        x: page.startX
        y: Theme.mastheadHeight + 8
        width: page.startWidth
        height: Theme.reach - 24 - y
        visible: page.low
        radius: Theme.rTile
        color: Theme.surface
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.line
    }

    Column {
        id: greeting

        readonly property int inset: page.low ? 48 : 0

        x: page.startX + inset
        y: page.low ? Theme.mastheadHeight + 48 : page.portrait ? 122 : Theme.large ? Theme.mastheadHeight : 128
        width: page.startWidth - 2 * inset
        visible: !page.offline
        spacing: 4

        Title {
            width: parent.width
            words: page.night ? Words.closed(page.board, page.kiosk.today) : qsTr("Bonjour.")
            fitted: true
            size: page.night ? Theme.title : page.portrait ? Theme.greeting : Theme.titled(112)
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: page.belowTitle()
            size: Theme.large ? Theme.body : 44
            color: Theme.ink2
        }
    }

    Notice {
        id: notice

        x: page.startX + (page.low ? 32 : 0)
        y: page.low ? Theme.mastheadHeight + 40 : page.portrait ? 128 : 136
        width: page.startWidth - (page.low ? 64 : 0)
        visible: page.offline
        iconName: "plugs"
        iconSize: page.portrait ? 104 : 64
        headline: qsTr("Le réseau est coupé.")
        line: page.noLending ? qsTr("Vous pouvez rendre. Pour emprunter, passez à l’accueil.") : qsTr("Vous pouvez emprunter et rendre.\nTout est noté ici.")
    }

    Item {
        id: tiles

        // Two by two, or the two that most people come for above each other and the others below.
        readonly property bool square: page.low || Theme.large && (!page.portrait || room < (Theme.arabic ? 1120 : 1000))
        readonly property bool stacked: Theme.large && !square
        readonly property real half: (page.mainWidth - Theme.gap) / 2
        readonly property real tileWidth: square ? half : page.mainWidth
        readonly property real smallWidth: stacked ? page.mainWidth : half
        readonly property real room: page.tilesBottom - page.tilesTop
        readonly property real slim: square ? (room - Theme.gap) / 2 : stacked ? (room - 3 * Theme.gap) / 4 : page.portrait ? 188 : 150
        readonly property real tileHeight: square || stacked ? slim : (room - slim - 2 * Theme.gap) / 2
        readonly property int letters: page.low ? 62 : square ? 72 : stacked && more.visible ? 94 : Theme.way
        readonly property real below: square ? slim + Theme.gap : 2 * (tileHeight + Theme.gap)

        x: page.mainX
        y: page.tilesTop

        BigChoice {
            objectName: "choose-borrow"
            width: tiles.tileWidth
            height: tiles.tileHeight
            tall: page.low
            bare: page.low
            titleSize: tiles.letters
            text: qsTr("Emprunter")
            line: !page.board.lends ? qsTr("À l’ouverture.") : page.noLending ? qsTr("Revient avec le réseau.") : page.offline ? qsTr("Jusqu’à %n, avec votre carte.", "", page.kiosk.offlineLimit) : qsTr("Posez vos livres ensemble.")
            enabled: !page.noLending && page.board.lends
            fill: Theme.primary
            on: Theme.primaryInk
            pictureWidth: 344
            onClicked: page.kiosk.choose("borrow")

            picture: BorrowPicture {}
        }

        BigChoice {
            objectName: "choose-return"
            x: tiles.square ? tiles.half + Theme.gap : 0
            y: tiles.square ? 0 : tiles.tileHeight + Theme.gap
            width: tiles.tileWidth
            height: tiles.tileHeight
            tall: page.low
            bare: page.low
            titleSize: tiles.letters
            text: qsTr("Rendre")
            line: page.offline ? qsTr("Comme d’habitude.") : qsTr("Sans carte, tout de suite.")
            fill: Theme.giveBack
            on: Theme.giveBackInk
            // As high as the tile lets it be.
            pictureWidth: Math.min(310, 1.26 * (tiles.tileHeight - 32))
            onClicked: page.kiosk.choose("return")

            picture: ReturnPicture {
                ink: Theme.giveBackInk
            }
        }

        BigChoice {
            objectName: "choose-account"
            y: tiles.below
            width: tiles.smallWidth
            height: tiles.slim
            tall: page.low
            bare: page.low
            titleSize: page.low || Theme.large ? tiles.letters : Theme.waySmall
            text: qsTr("Mon compte")
            line: page.offline ? qsTr("Revient avec le réseau.") : qsTr("Prêts, réservations")
            enabled: !page.offline
            fill: Theme.account
            on: Theme.accountInk
            pictureFirst: true
            pictureWidth: 64
            onClicked: page.kiosk.choose("account")

            picture: Icon {
                name: "user-circle"
                size: 64
                color: Theme.accountInk
            }
        }

        BigChoice {
            objectName: "choose-look"
            x: tiles.stacked ? 0 : tiles.half + Theme.gap
            y: tiles.below + (tiles.stacked ? tiles.slim + Theme.gap : 0)
            width: tiles.smallWidth
            height: tiles.slim
            tall: page.low
            bare: page.low
            titleSize: page.low || Theme.large ? tiles.letters : Theme.waySmall
            text: qsTr("Découvrir")
            line: qsTr("Livres, liseuses, web")
            fill: Theme.surface
            on: Theme.ink
            edge: Theme.lookEdge
            pictureFirst: true
            pictureWidth: 64
            onClicked: page.kiosk.choose("look")

            picture: Icon {
                name: "magnifying-glass"
                size: 64
            }
        }
    }

    // Landscape: the day stands above the two ways.
    Row {
        x: page.width - Theme.margin - (page.kiosk.simulated ? 210 : 0) - width
        y: 32
        visible: !page.portrait && !Theme.large

        OpeningLine {
            kiosk: page.kiosk
        }
    }

    StartInfo {
        id: info

        x: page.startX + greeting.inset
        y: page.low ? page.factsTop : shelf.y - (page.portrait ? 32 : 36) - height
        width: page.startWidth - 2 * greeting.inset
        visible: !Theme.large && !facts.visible
        kiosk: page.kiosk
        wide: page.portrait
    }

    StartFacts {
        id: facts

        x: info.x
        y: info.y
        width: info.width
        visible: page.low && !page.offline && !Theme.large
        kiosk: page.kiosk
    }

    TextLink {
        id: gateLow

        objectName: visible ? "choose-gate" : ""
        x: page.width - Theme.margin - width
        y: page.contentBottom - height
        visible: page.low && !page.offline && !Theme.large
        iconName: "bell"
        text: qsTr("Le portique a sonné\u202f?")
        onClicked: page.kiosk.choose("gate")
    }

    Action {
        id: more

        objectName: visible ? page.rest !== "" ? "board-open" : "choose-gate" : ""
        x: page.startX
        y: page.contentBottom - height
        width: page.startWidth
        height: page.portrait ? 116 : implicitHeight
        visible: Theme.large && (page.rest !== "" || !page.offline)
        secondary: true
        labelSize: Theme.body
        iconName: !page.portrait ? "" : page.rest === "" ? "bell" : page.board.messages.length > 0 ? "calendar-blank" : "books"
        text: page.rest !== "" ? page.rest : qsTr("Le portique a sonné ?")
        onClicked: {
            if (page.rest !== "")
                page.boardWanted();
            else
                page.kiosk.choose("gate");
        }
    }

    Shelf {
        id: shelf

        readonly property real room: page.low ? Theme.reach - 24 - page.factsTop - (facts.visible ? facts.height : info.height) - 40 : 0

        x: page.low ? page.startX + 3 : 0
        y: page.low ? Theme.reach - 24 - height - Theme.rTile : Theme.contentHeight - height
        width: page.low ? page.startWidth - 6 : page.portrait ? page.width : Theme.startColumn
        // Lower where the words above it need the room.
        readonly property real above: (page.offline ? notice.y + notice.height : greeting.y + greeting.height) + info.height + 64
        readonly property bool tight: page.low ? room < 260 + 28 + Theme.rTile : page.portrait ? page.offline : Theme.contentHeight - above < 260 + 28

        height: page.plain ? 0 : (page.low || !page.portrait ? 260 : 248) * scaleBy + (fresh ? 28 : 0)
        visible: height > 0 && (!page.low || room > height + Theme.rTile)
        scaleBy: tight ? page.portrait && !page.low ? 0.8 : 0.68 : 1
        arrivals: page.board.arrivals
    }
}
