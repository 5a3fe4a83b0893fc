// Where the item that was just returned goes: its sign, its name in words, the item below.
import QtQuick
import Beaupre.Look

Item {
    id: card

    required property var item
    property bool stacked: false
    readonly property bool refused: item.status !== "done"
    readonly property bool placed: !refused && item.placeKind !== ""
    readonly property string headline: placed ? Words.placeTitle(item.placeKind, item.placeLetter) : refused ? Words.stateWord(item.status, item.reason, "return") : qsTr("À l’accueil")
    readonly property string shape: placed ? Words.placeShape(item.placeKind, item.placeLetter) : ""
    readonly property string parts: KitWords.line(item.status, item.reason, item.lacking, item.until, item.counted).replace(/\n/g, stacked ? " " : "\n")
    readonly property string line: parts !== "" ? parts : placed ? Words.placeLine(item.placeKind, item.placeLabel) : refused ? Words.stateLine(item.status, item.reason, "return", "", true) : qsTr("Quelqu’un le range pour vous.")
    // What is missing needs the room: the sign is smaller then, and its words are in the headline.
    readonly property bool brief: parts !== ""
    readonly property int footHeight: refused && item.title === "" ? 0 : stacked ? 132 : 176

    Accessible.role: Accessible.StaticText
    Accessible.name: [headline, shape, line.replace(/\n/g, " "), item.title].filter(part => part !== "").join(", ")

    Rectangle {
        anchors.fill: parent
        radius: Theme.rPanel
        color: card.refused ? Theme.refusedSoft : card.stacked ? Theme.page : Theme.surface
        border.width: card.refused || Theme.contrast ? Theme.edge : 0
        border.color: card.refused ? Theme.refused : Theme.line
    }

    BinSign {
        id: sign

        x: card.stacked ? 32 : 58
        y: (card.height - card.footHeight - size) / 2
        visible: !card.refused && !(card.stacked && card.brief)
        size: card.stacked ? Math.max(0, Math.min(190, card.height - card.footHeight - 48)) : card.brief ? 260 : 350
        kind: card.item.placeKind === "" ? "desk" : card.item.placeKind
        letter: card.item.placeLetter
    }

    StateMark {
        x: card.stacked ? 32 : 78 + (240 - size) / 2
        y: card.stacked ? 32 : (card.height - card.footHeight - size) / 2
        visible: card.refused
        size: card.stacked ? 120 : Math.min(240, card.height - card.footHeight - 64)
        status: card.item.status
    }

    Column {
        x: card.refused ? (card.stacked ? 180 : 360) : !sign.visible ? 32 : card.stacked ? 246 : sign.x + sign.size + 58
        y: (card.height - card.footHeight - height) / 2
        width: card.width - x - 20
        spacing: card.stacked ? 2 : 8

        Title {
            width: parent.width
            words: card.headline
            fitted: true
            size: card.brief ? (card.stacked ? 46 : 60) : card.stacked ? 52 : 76
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            visible: text !== "" && !card.brief
            text: card.shape
            size: card.stacked ? Theme.support : 44
            weight: Font.DemiBold
            Accessible.ignored: true
        }

        Rectangle {
            visible: !card.stacked && !card.brief && card.shape !== ""
            width: 96
            height: 4
            color: Theme.ink
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: card.line
            size: card.stacked ? Theme.least : 38
            lineHeight: card.stacked ? 0.9 * Theme.textLine : Theme.textLine
            color: card.refused ? Theme.refusedText : Theme.ink2
            weight: card.refused ? Font.DemiBold : Font.Normal
            Accessible.ignored: true
        }
    }

    Rectangle {
        id: foot

        // In high contrast the card has an edge, which stays free.
        readonly property int edge: Theme.contrast ? Theme.edge : 0

        x: edge
        y: parent.height - height - edge
        width: parent.width - 2 * edge
        height: card.footHeight - edge
        radius: Theme.rPanel
        visible: !card.refused
        color: Theme.doneSoft

        Rectangle {
            width: parent.width
            height: Theme.rPanel
            color: Theme.doneSoft
        }
    }

    CoverArt {
        id: cover

        x: card.stacked ? 28 : 36
        y: foot.y + (foot.height - height) / 2
        height: foot.height - (card.stacked ? 32 : 44)
        width: height / ratio
        visible: card.item.title !== "" && !Theme.contrast
        title: card.item.title
        author: card.item.author
        kind: card.item.kind
    }

    Column {
        anchors.left: cover.right
        anchors.leftMargin: 28
        anchors.right: tick.visible ? tick.left : parent.right
        anchors.rightMargin: 16
        anchors.verticalCenter: foot.verticalCenter
        visible: !card.refused || card.item.title !== ""

        Label {
            width: parent.width
            text: card.item.title !== "" ? card.item.title : qsTr("Sans titre")
            size: card.stacked ? 34 : 42
            weight: Font.DemiBold
            maximumLineCount: card.stacked ? 2 : 1
            lineHeight: 0.9
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            visible: !card.refused
            text: qsTr("Rendu")
            size: card.stacked ? Theme.least : 32
            weight: Font.DemiBold
            color: Theme.done
            Accessible.ignored: true
        }
    }

    StateMark {
        id: tick

        anchors.right: parent.right
        anchors.rightMargin: card.stacked ? 20 : 36
        anchors.verticalCenter: foot.verticalCenter
        visible: !card.refused && !card.stacked
        status: "done"
    }
}
