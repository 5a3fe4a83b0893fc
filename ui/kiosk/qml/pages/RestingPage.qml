// The kiosk cannot serve now: calm, and who can instead.
import QtQuick
import Beaupre.Look
import "../controls"

PageFrame {
    id: page

    objectName: "page-resting"
    split: true

    readonly property bool starting: kiosk.resting === "starting"
    readonly property bool closed: kiosk.resting === "closed"
    Accessible.name: headline.words

    Icon {
        id: picture

        x: page.startX
        y: page.portrait ? 240 : 136
        visible: page.portrait || !Theme.large
        name: page.starting ? "hourglass" : page.closed ? "moon-stars" : "pause-circle"
        size: page.portrait ? 220 : 180
        weight: "regular"
    }

    Title {
        id: headline

        x: page.startX
        y: picture.visible ? picture.y + picture.height + (page.portrait ? 56 : 28) : Theme.mastheadHeight + 24
        width: page.startWidth
        words: page.starting ? qsTr("Un instant.") : page.closed ? Words.closed(page.kiosk.board, page.kiosk.today) : qsTr("Cette borne se repose.")
        size: Theme.titled(page.portrait ? 104 : 80)
    }

    Label {
        x: page.startX
        y: headline.y + headline.height + 28
        width: page.startWidth
        text: Words.resting(page.kiosk.resting)
        size: Theme.large ? 72 : 44
        color: Theme.ink2
    }

    Shelf {
        x: page.portrait ? 0 : Theme.startColumn
        y: Theme.contentHeight - height
        width: page.width - x
        height: (page.portrait ? 248 : 300) + (fresh ? 28 : 0)
        visible: !Theme.contrast && !Theme.large
        scaleBy: page.portrait ? 1 : 1.18
        arrivals: page.kiosk.board.arrivals
    }
}
