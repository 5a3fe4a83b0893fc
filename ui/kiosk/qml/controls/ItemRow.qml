// One item: cover, title and line, state word, mark. Colour, shape and word change together.
import QtQuick
import Beaupre.Look

Item {
    id: row

    required property int index
    required property string title
    required property string author
    required property string kind
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

    readonly property bool refused: status === "refused"
    readonly property bool returned: way === "return" && status === "done"
    readonly property bool attention: status === "lifted"
    readonly property string name: title !== "" ? title : reason === "left_behind" ? qsTr("Resté sur le plateau") : qsTr("Sans titre")
    readonly property string parts: KitWords.line(status, reason, lacking, until, counted)
    readonly property string said: parts !== "" ? parts : returned && placeKind !== "" ? Words.placeLine(placeKind, placeLabel) : Words.stateLine(status, reason, way, due, confirmed)
    readonly property string line: FlowWords.whose(person, card, said)
    readonly property string word: returned ? "" : Words.stateWord(status, reason, way)
    readonly property bool slim: height < 140
    readonly property color lineColor: refused ? Theme.refusedText : attention ? Theme.attentionInk : Theme.ink2

    objectName: "row-" + index
    Accessible.role: Accessible.ListItem
    Accessible.name: [name, word, returned && placeKind !== "" ? Words.placeTitle(placeKind, placeLetter) + ", " + Words.placeShape(placeKind, placeLetter) : "", line.replace(/\n/g, " ")].filter(part => part !== "").join(". ")

    Rectangle {
        anchors.fill: parent
        visible: row.status !== "waiting"
        radius: Theme.rRow
        color: row.refused ? Theme.refusedSoft : row.attention ? Theme.attention : row.status === "doing" ? Theme.doingSoft : Theme.surface
        border.width: row.refused || row.attention || row.status === "doing" || row.placeKind === "transit" || Theme.contrast ? Theme.edge : 0
        border.color: row.refused ? Theme.refused : row.attention ? Theme.attentionInk : row.status === "doing" ? Theme.doing : row.placeKind === "transit" && !Theme.contrast ? "#2B3A44" : Theme.line
    }

    DashedFrame {
        anchors.fill: parent
        visible: row.status === "waiting"
        radius: Theme.rRow
        edgeWidth: Theme.edge
    }

    Item {
        id: slot

        x: row.slim ? 32 : 20
        // Art is not drawn in high contrast: the words begin at the edge.
        width: Theme.contrast ? 0 : row.slim ? 68 : 92
        height: parent.height

        CoverArt {
            id: cover

            anchors.centerIn: parent
            visible: row.title !== "" && !Theme.contrast
            width: Math.min(slot.width - 4, (slot.height - 26) / ratio)
            height: width * ratio
            title: row.title
            author: row.author
            kind: row.kind
        }

        Rectangle {
            anchors.fill: cover
            visible: row.title === "" && !Theme.contrast
            radius: 2
            color: Theme.sunken
        }
    }

    Column {
        anchors.left: slot.right
        anchors.leftMargin: row.slim ? 38 : 28
        anchors.right: stateWord.left
        anchors.rightMargin: 20
        anchors.verticalCenter: parent.verticalCenter

        Label {
            width: parent.width
            text: row.name
            size: Theme.itemTitle
            weight: Font.Bold
            color: row.attention ? Theme.attentionInk : Theme.ink
            lineHeight: 0.9
            maximumLineCount: subtitle.lineCount > 1 ? 1 : 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        Label {
            id: subtitle

            width: parent.width
            // Two sentences on two lines; where one is longer than that, as the lines fall.
            readonly property bool roomy: row.line.split("\n").every(each => metrics.advanceWidth(each) <= width)

            // What of a kit is missing was said in full when it lay there.
            readonly property bool brief: row.parts !== "" && row.returned && row.slim && metrics.advanceWidth(row.line) > 1.9 * width

            text: roomy ? row.line : brief ? row.line.split("\n")[0] : row.line.replace(/\n/g, " ")
            size: roomy || !row.slim ? Theme.support : Theme.least
            weight: row.refused || row.attention ? Font.DemiBold : Font.Normal
            color: row.lineColor
            lineHeight: (row.slim ? 0.9 : 0.96) * (Theme.arabic ? 0.86 : 1)
            maximumLineCount: row.slim ? 2 : 3
            elide: Text.ElideRight
            Accessible.ignored: true

            FontMetrics {
                id: metrics

                font.family: Theme.textFamily
                font.weight: Font.DemiBold
                font.pixelSize: Theme.support
            }
        }
    }

    Label {
        id: stateWord

        anchors.right: mark.left
        anchors.rightMargin: 16
        anchors.verticalCenter: parent.verticalCenter
        text: row.word
        size: Theme.support
        weight: Font.Bold
        wrapMode: Text.NoWrap
        color: row.refused ? Theme.refusedText : row.attention ? Theme.attentionInk : row.status === "done" ? Theme.done : row.status === "doing" ? Theme.doing : Theme.ink2
        Accessible.ignored: true
    }

    Item {
        id: mark

        anchors.right: parent.right
        anchors.rightMargin: 30
        anchors.verticalCenter: parent.verticalCenter
        width: row.returned ? 100 : 68
        height: parent.height

        StateMark {
            anchors.centerIn: parent
            visible: !row.returned || row.placeKind === ""
            status: row.status
        }

        BinSign {
            anchors.centerIn: parent
            visible: row.returned && row.placeKind !== ""
            kind: row.placeKind
            letter: row.placeLetter
        }
    }
}
