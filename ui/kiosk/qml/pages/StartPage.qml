// "Bonjour." and the two ways. Low: what is read stands above, what is touched within reach.
import QtQuick
import Beaupre.Look
import "../controls"

PageFrame {
    id: page

    objectName: "page-start"
    split: true

    readonly property bool offline: !kiosk.online
    readonly property bool noLending: kiosk.noLending
    readonly property bool low: Theme.reach > 0
    readonly property bool plain: Theme.large || Theme.contrast
    readonly property int tilesTop: !portrait ? Theme.large ? Theme.mastheadHeight : 112 : low ? Theme.reach + 12 : offline ? notice.y + notice.height + 40 : greeting.y + greeting.height + 44
    readonly property int tilesBottom: portrait && !low && !Theme.large ? info.y - 32 : Theme.contentHeight - 32

    Accessible.name: qsTr("Bonjour.")
    warning: ""

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
            words: qsTr("Bonjour.")
            fitted: true
            size: page.portrait ? Theme.greeting : Theme.titled(112)
        }

        Label {
            width: parent.width
            visible: !Theme.large || page.low || !page.portrait
            text: page.low ? qsTr("Les boutons sont en bas, à portée de main.") : qsTr("Que voulez-vous faire\u202f?")
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
        iconSize: 104
        stacked: !page.portrait && !Theme.large
        headline: qsTr("Le réseau est coupé.")
        line: page.noLending ? qsTr("Vous pouvez rendre. Pour emprunter, passez à l’accueil.") : qsTr("Vous pouvez emprunter et rendre.\nTout est noté ici.")
    }

    Grid {
        id: tiles

        readonly property real tileWidth: page.low ? (page.mainWidth - Theme.gap) / 2 : page.mainWidth
        // The third way is lower than the two that most people come for, but with big letters.
        readonly property real room: page.tilesBottom - page.tilesTop
        readonly property real slim: page.low ? (room - Theme.gap) / 2 : Theme.large ? (room - 2 * Theme.gap) / 3 : page.portrait ? 170 : 150
        readonly property real tileHeight: page.low || Theme.large ? slim : (room - slim - 2 * Theme.gap) / 2

        x: page.mainX
        y: page.tilesTop
        columns: page.low ? 2 : 1
        spacing: Theme.gap

        BigChoice {
            objectName: "choose-borrow"
            width: tiles.tileWidth
            height: tiles.tileHeight
            tall: page.low
            bare: page.low
            titleSize: page.low ? 62 : Theme.way
            text: qsTr("Emprunter")
            line: page.noLending ? qsTr("Revient avec le réseau.") : page.offline ? qsTr("Jusqu’à %n, avec votre carte.", "", page.kiosk.offlineLimit) : qsTr("Posez vos livres ensemble.")
            enabled: !page.noLending
            fill: Theme.primary
            on: Theme.primaryInk
            pictureWidth: 344
            onClicked: page.kiosk.choose("borrow")

            picture: BorrowPicture {}
        }

        BigChoice {
            objectName: "choose-return"
            width: tiles.tileWidth
            height: tiles.tileHeight
            tall: page.low
            bare: page.low
            titleSize: page.low ? 62 : Theme.way
            text: qsTr("Rendre")
            line: page.offline ? qsTr("Comme d’habitude.") : qsTr("Sans carte, tout de suite.")
            fill: Theme.giveBack
            on: Theme.giveBackInk
            pictureWidth: 310
            onClicked: page.kiosk.choose("return")

            picture: ReturnPicture {
                ink: Theme.giveBackInk
            }
        }

        BigChoice {
            objectName: "choose-account"
            width: tiles.tileWidth
            height: tiles.slim
            tall: page.low
            bare: page.low
            titleSize: page.low ? 62 : Theme.large ? Theme.way : Theme.waySmall
            text: qsTr("Mon compte")
            line: page.offline ? qsTr("Revient avec le réseau.") : qsTr("Prêts, réservations, messages")
            enabled: !page.offline
            fill: Theme.account
            on: Theme.accountInk
            pictureWidth: 100
            onClicked: page.kiosk.choose("account")

            picture: Icon {
                name: "user-circle"
                size: 92
                color: Theme.accountInk
            }
        }
    }

    // Landscape: the day stands above the two ways.
    Row {
        x: page.width - Theme.margin - (page.kiosk.simulated ? 210 : 0) - width
        y: 32
        visible: !page.portrait && !Theme.large
        spacing: 16

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "calendar-blank"
            size: 40
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: Words.capital(Words.day(page.kiosk.today, true))
            size: Theme.support
            weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
    }

    StartInfo {
        id: info

        x: page.startX + greeting.inset
        y: page.low ? Math.max(greeting.y + greeting.height, page.offline ? notice.y + notice.height : 0) + 40 : shelf.y - (page.portrait ? 32 : 36) - height
        width: page.startWidth - 2 * greeting.inset
        visible: !Theme.large
        kiosk: page.kiosk
        wide: page.portrait
    }

    Shelf {
        id: shelf

        readonly property real room: page.low ? Theme.reach - 24 - info.y - info.height - 40 : 0

        x: page.low ? page.startX + 3 : 0
        y: page.low ? Theme.reach - 24 - height - Theme.rTile : Theme.contentHeight - height
        width: page.low ? page.startWidth - 6 : page.portrait ? page.width : Theme.startColumn
        height: page.plain ? 0 : page.low ? 260 : page.portrait ? (page.offline ? 0 : 248) : page.offline ? 210 : 260
        visible: height > 0 && (!page.low || room > 260 + Theme.rTile)
        scaleBy: page.portrait ? 1 : page.offline ? 0.82 : 1
    }
}
