// One line of a list: cover, title, what is said of it, and at the end its button or a word.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: row

    required property int index
    required property string key
    required property string sort
    required property string title
    required property string author
    required property string kind
    required property string status
    required property string reason
    required property string day
    required property string until
    required property int number
    required property string label
    required property string where
    required property string action

    // Its button stands elsewhere.
    property bool bare: false
    property bool chosen: false
    readonly property bool buttoned: action !== "" && !bare

    signal acted

    readonly property bool late: sort === "loan" && number > 0 && status !== "granted"
    readonly property bool sure: status === "sure"
    readonly property bool good: status === "granted" || sort === "gate" && status === "done"
    readonly property bool stays: sort === "gate" && status === "refused"
    readonly property bool pressing: late || sure
    readonly property bool drawn: !Theme.large && !Theme.contrast && sort !== "fee" && sort !== "message"
    readonly property string name: title !== "" ? title : sort === "fee" || sort === "message" ? qsTr("Votre compte") : qsTr("Sans titre")
    readonly property string line: Theme.large && label !== "" && !sure ? FlowWords.shelf(label, until) : FlowWords.line(sort, status, reason, day, until, number, label, where)
    readonly property string word: action !== "" ? "" : FlowWords.word(sort, status, reason, number)
    readonly property color wordColor: good ? Theme.done : stays ? Theme.refusedText : sort === "fee" ? Theme.ink : Theme.ink2

    objectName: "line-" + index
    // With big letters the button stands below the words, on a wide screen beside them.
    readonly property bool below: Theme.large && Theme.portrait
    implicitHeight: Math.max(Theme.large ? 0 : Theme.portrait ? 148 : 108, words.height + (Theme.large ? 52 : 28)) + (below && buttoned ? button.height + 20 : 0)
    Accessible.role: Accessible.ListItem
    Accessible.name: [name, line.replace(/\n/g, " "), word.replace(/\n/g, " "), label].filter(part => part !== "").join(". ")

    Rectangle {
        anchors.fill: parent
        radius: Theme.rRow
        color: row.pressing ? Theme.attentionSoft : row.stays ? Theme.refusedSoft : Theme.surface
        border.width: row.chosen ? 2 * Theme.edge : row.pressing || row.stays || Theme.contrast ? Theme.edge : 0
        border.color: row.chosen ? Theme.ink : row.pressing ? Theme.attentionEdge : row.stays ? Theme.refused : Theme.line
    }

    Item {
        id: slot

        x: row.drawn ? 24 : Theme.large ? 36 : 32
        width: row.drawn ? 84 : 0
        height: row.height

        CoverArt {
            anchors.centerIn: parent
            visible: row.drawn && row.title !== ""
            width: Math.min(slot.width, (slot.height - 24) / ratio)
            height: width * ratio
            title: row.title
            author: row.author
            kind: row.kind
        }

        Rectangle {
            anchors.centerIn: parent
            width: 66
            height: 99
            visible: row.drawn && row.title === ""
            radius: 2
            color: Theme.sunken
        }
    }

    Column {
        id: words

        x: slot.x + slot.width + (row.drawn ? 28 : 0)
        y: Theme.large ? 26 : (row.height - height) / 2
        width: (row.below ? row.width - 36 : Theme.large ? (row.buttoned ? button.x - 28 : row.width - 36) : end.x - 20) - x
        spacing: Theme.large ? 8 : 0

        Label {
            width: parent.width
            text: row.name
            size: Theme.itemTitle
            weight: Font.Bold
            lineHeight: 0.9 * Theme.textLine
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            text: Theme.large ? row.line.replace(/\n/g, " ") : row.line
            size: Theme.large ? Theme.body : Theme.support
            weight: row.pressing || row.stays ? Font.Bold : Font.Normal
            color: row.pressing ? Theme.attentionText : row.stays ? Theme.refusedText : Theme.ink2
            lineHeight: 0.96 * Theme.textLine
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            visible: Theme.large && text !== ""
            text: row.word.replace(/\n/g, " ")
            size: Theme.body
            weight: Font.Bold
            color: row.wordColor
            Accessible.ignored: true
        }
    }

    Row {
        id: end

        x: row.width - width - 24
        y: (row.height - height) / 2
        visible: !Theme.large
        spacing: 20

        ShelfPlate {
            anchors.verticalCenter: parent.verticalCenter
            visible: row.label !== "" && !row.sure
            label: row.label
            small: true
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: row.word
            size: row.sort === "fee" ? 44 : Theme.support
            weight: row.sort === "fee" ? Font.ExtraBold : Font.Bold
            horizontalAlignment: Theme.mirrored ? Text.AlignLeft : Text.AlignRight
            color: row.wordColor
            lineHeight: 0.96 * Theme.textLine
            columns: row.sort === "fee"
            Accessible.ignored: true
        }

        StateMark {
            anchors.verticalCenter: parent.verticalCenter
            visible: row.sort === "gate" || row.status === "granted" || row.status === "asking"
            status: row.status === "granted" ? "done" : row.status === "asking" ? "doing" : row.status
        }

        Item {
            anchors.verticalCenter: parent.verticalCenter
            visible: row.buttoned
            width: row.buttoned ? button.width : 0
            height: button.height
        }
    }

    Action {
        id: button

        objectName: "line-button-" + row.index
        visible: row.buttoned
        x: row.below ? 36 : row.width - width - (Theme.large ? 36 : 24)
        y: row.below ? row.height - height - 26 : (row.height - height) / 2
        width: row.below ? row.width - 72 : metrics.advanceWidth + 104
        height: Theme.itemButton
        radius: Theme.rKey
        secondary: !row.sure
        fill: Theme.ink
        on: Theme.surface
        text: FlowWords.button(row.action)
        spoken: text + "\u202f: " + row.name
        labelSize: Theme.large ? Theme.body : 34
        onClicked: row.acted()

        TextMetrics {
            id: metrics

            font.family: Theme.textFamily
            font.pixelSize: button.labelSize
            font.weight: Font.Bold
            text: button.text
        }
    }
}
