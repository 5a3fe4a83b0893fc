// Where the item that was just returned goes, in big letters: sign, name in words, title.
import QtQuick
import Beaupre.Look

Rectangle {
    id: place

    required property var item
    readonly property bool refused: item.status !== "done"
    readonly property bool placed: !refused && item.placeKind !== ""
    readonly property string headline: placed ? Words.placeTitle(item.placeKind, item.placeLetter) : refused ? Words.stateWord(item.status, item.reason, "return") : qsTr("À l’accueil")
    readonly property string shape: placed ? Words.placeShape(item.placeKind, item.placeLetter) : ""
    readonly property string parts: KitWords.line(item.status, item.reason, item.lacking, item.until, item.counted).replace(/\n/g, " ")
    readonly property string line: parts !== "" ? parts : placed ? Words.placeLine(item.placeKind, item.placeLabel) : refused ? Words.stateLine(item.status, item.reason, "return", "", true).replace(/\n/g, " ") : qsTr("Quelqu’un le range pour vous.")

    radius: Theme.rPanel
    color: refused ? Theme.refusedSoft : Theme.surface
    border.width: refused || Theme.contrast ? Theme.edge : 0
    border.color: refused ? Theme.refused : Theme.line
    Accessible.role: Accessible.StaticText
    Accessible.name: [headline, shape, line, item.title].filter(part => part !== "").join(", ")

    Column {
        x: 36
        y: (parent.height - height) / 2
        width: parent.width - 72
        spacing: 20

        Row {
            width: parent.width
            spacing: 36

            Item {
                id: sign

                width: place.refused ? 130 : 220
                height: width

                BinSign {
                    visible: !place.refused
                    size: parent.width
                    kind: place.item.placeKind === "" ? "desk" : place.item.placeKind
                    letter: place.item.placeLetter
                }

                StateMark {
                    visible: place.refused
                    size: parent.width
                    status: place.item.status
                }
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - sign.width - 36

                Title {
                    width: parent.width
                    words: place.headline
                    fitted: true
                    size: 92
                    color: place.refused ? Theme.refusedText : Theme.ink
                    Accessible.ignored: true
                }

                Label {
                    width: parent.width
                    visible: text !== ""
                    text: place.shape
                    size: 68
                    weight: Font.DemiBold
                    Accessible.ignored: true
                }
            }
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: place.line
            size: 64
            color: place.refused ? Theme.refusedText : Theme.ink
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: place.item.title
            size: 64
            weight: Font.Bold
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
}
