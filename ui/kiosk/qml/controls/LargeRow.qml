// One item in big letters: its title, mark and word, and what to do; no cover.
import QtQuick
import Beaupre.Look

Item {
    id: row

    required property int index
    required property string title
    required property string status
    required property string reason
    required property string due
    required property bool confirmed
    required property string placeKind
    required property string placeLetter
    required property string placeLabel
    required property string lacking
    required property string until
    required property bool counted
    required property string person
    required property int card
    property string way: "borrow"

    readonly property bool done: status === "done"
    readonly property bool refused: status === "refused"
    readonly property bool attention: status === "lifted"
    readonly property bool placed: done && way === "return" && placeKind !== ""
    readonly property string name: title !== "" ? title : reason === "left_behind" ? qsTr("Resté sur le plateau") : qsTr("Sans titre")
    readonly property string word: placed ? Words.placeTitle(placeKind, placeLetter) : Words.stateWord(status, reason, way)
    readonly property string parts: KitWords.line(status, reason, lacking, until, counted).replace(/\n/g, " ")
    readonly property string said: parts !== "" ? parts : placed ? Words.placeLine(placeKind, placeLabel) : status === "doing" ? "" : Words.stateLine(status, reason, way, due, confirmed).replace(/\n/g, " ")
    readonly property string line: FlowWords.whose(person, card, said)
    readonly property color wordColor: refused ? Theme.refusedText : attention ? Theme.attentionInk : done && !placed ? Theme.done : status === "doing" ? Theme.doing : Theme.ink
    readonly property color lineColor: refused && !Theme.contrast ? Theme.refusedText : attention ? Theme.attentionInk : Theme.ink

    objectName: "row-" + index
    implicitHeight: lines.height + 2 * lines.y
    Accessible.role: Accessible.ListItem
    Accessible.name: [name, word, placed ? Words.placeShape(placeKind, placeLetter) : "", line].filter(part => part !== "").join(". ")

    Rectangle {
        anchors.fill: parent
        visible: row.status !== "waiting" && row.status !== "doing"
        radius: Theme.rRow
        color: row.refused ? Theme.refusedSoft : row.attention ? Theme.attention : Theme.surface
        border.width: row.refused || row.attention || Theme.contrast ? Theme.edge : 0
        border.color: row.refused ? Theme.refused : row.attention ? Theme.attentionInk : Theme.line
    }

    DashedFrame {
        anchors.fill: parent
        visible: row.status === "waiting" || row.status === "doing"
        radius: Theme.rRow
        edgeWidth: Theme.edge
        fill: row.status === "doing" ? Theme.doingSoft : "transparent"
        edge: row.status === "doing" ? Theme.doing : Theme.control
    }

    Column {
        id: lines

        x: 36
        y: 26
        width: row.width - 72
        spacing: 8

        Label {
            width: parent.width
            text: row.name
            size: Theme.itemTitle
            weight: Font.Bold
            lineHeight: 0.9 * Theme.textLine
            color: row.attention ? Theme.attentionInk : Theme.ink
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        Row {
            width: parent.width
            spacing: 24

            StateMark {
                id: mark

                anchors.verticalCenter: parent.verticalCenter
                visible: !row.placed
                size: 72
                status: row.status
            }

            BinSign {
                id: sign

                anchors.verticalCenter: parent.verticalCenter
                visible: row.placed
                size: 96
                kind: row.placeKind
                letter: row.placeLetter
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - (row.placed ? sign.width : mark.width) - 24
                text: row.word
                size: 64
                weight: Font.Bold
                color: row.wordColor
                Accessible.ignored: true
            }
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: row.line
            size: 60
            lineHeight: 0.95 * Theme.textLine
            color: row.lineColor
            Accessible.ignored: true
        }
    }
}
