// Within reach of a seat: which line is chosen, its button, and the way to the next ones.
import QtQuick
import Beaupre.Look

Rectangle {
    id: sheet

    required property LineRow line
    required property int place
    required property int count

    readonly property string said: line === null ? "" : line.line

    signal moved(by: int)
    signal acted

    implicitHeight: words.height + 24 + 24 + 112 + 28
    radius: Theme.rPanel
    color: Theme.surface
    border.width: Theme.edge
    border.color: Theme.contrast ? Theme.line : Theme.control

    Column {
        id: words

        x: 32
        y: 24
        width: parent.width - 64 - (counted.visible ? counted.width + 24 : 0)

        Label {
            width: parent.width
            text: sheet.line?.name ?? ""
            size: Theme.itemTitle
            weight: Font.Bold
            maximumLineCount: 1
            elide: Text.ElideRight
        }

        Label {
            width: parent.width
            text: sheet.said.replace(/\n/g, " ")
            size: Theme.support
            maximumLineCount: 2
            elide: Text.ElideRight
            lineHeight: 0.96 * Theme.textLine
            color: Theme.ink2
        }
    }

    Label {
        id: counted

        x: parent.width - width - 32
        y: words.y + 8
        visible: sheet.count > 1
        text: qsTr("%1 sur %2").arg(sheet.place + 1).arg(sheet.count)
        size: Theme.support
        weight: Font.DemiBold
        columns: true
        wrapMode: Text.NoWrap
    }

    Row {
        id: way

        x: 32
        y: parent.height - height - 28
        visible: sheet.count > 1
        spacing: 16

        Action {
            objectName: "sheet-up"
            height: 112
            secondary: true
            labelSize: 34
            text: qsTr("Précédent")
            onClicked: sheet.moved(-1)
        }

        Action {
            objectName: "sheet-down"
            height: 112
            secondary: true
            labelSize: 34
            text: qsTr("Suivant")
            onClicked: sheet.moved(1)
        }
    }

    Action {
        objectName: "sheet-act"
        x: parent.width - width - 32
        y: way.y
        width: Math.min(implicitWidth, parent.width - 64 - (sheet.count > 1 ? way.width + 24 : 0))
        height: 112
        labelSize: 40
        visible: (sheet.line?.action ?? "") !== ""
        fill: Theme.contrast ? Theme.primary : Theme.ink
        on: Theme.contrast ? Theme.primaryInk : Theme.surface
        text: FlowWords.button(sheet.line?.action ?? "")
        spoken: text + "\u202f: " + (sheet.line?.name ?? "")
        onClicked: sheet.acted()
    }
}
