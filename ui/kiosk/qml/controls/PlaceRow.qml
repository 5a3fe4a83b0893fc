// One line of a title: a branch with its copies and their shelf, or a text that is on an e-reader.
// It is built when its page of the list is.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: row

    required property int index
    required property string sort
    required property string title
    required property string author
    required property string branch
    required property string shelf
    required property string machine
    required property int copies
    required property int available
    required property string back

    readonly property bool text: sort === "text"
    readonly property bool near: LookWords.near(sort)
    readonly property string head: text ? title : sort === "online" ? LookWords.place(sort, "", "", "", "") : branch
    readonly property string line: text ? author : sort === "online" ? qsTr("L’accueil vous montre comment l’ouvrir.") : machine !== "" ? [Words.isolated(machine), LookWords.counted(copies, available, sort, back)].join(" · ") : LookWords.counted(copies, available, sort, back)

    objectName: "place-" + index
    Accessible.role: Accessible.ListItem
    Accessible.name: [head, line, shelf === "" ? "" : qsTr("Cote %1").arg(shelf)].filter(part => part !== "").join(". ")

    Loader {
        anchors.fill: parent
        active: row.visible
        sourceComponent: content
    }

    Component {
        id: content

        Item {
            Rectangle {
                anchors.fill: parent
                radius: Theme.rRow
                color: row.near && !Theme.contrast ? Theme.doneSoft : Theme.surface
                border.width: row.near || Theme.contrast ? Theme.edge : 0
                border.color: row.near ? Theme.done : Theme.line
            }

            Icon {
                id: icon

                x: 28
                y: (row.height - height) / 2
                visible: !Theme.large
                name: row.text ? "book-open" : LookWords.icon(row.sort)
                size: 46
                weight: Theme.contrast ? "fill" : "bold"
                color: row.text ? Theme.ink2 : LookWords.color(row.sort)
            }

            Column {
                x: icon.visible ? 102 : 32
                y: (row.height - height) / 2
                width: (plate.visible ? plate.x - 20 : row.width - 28) - x

                Label {
                    width: parent.width
                    text: row.head
                    size: Theme.large ? 62 : 36
                    weight: Font.Bold
                    maximumLineCount: 1
                    elide: Text.ElideRight
                    lineHeight: 0.95 * Theme.textLine
                    Accessible.ignored: true
                }

                Label {
                    width: parent.width
                    visible: text !== ""
                    text: row.line
                    size: Theme.large ? 50 : Theme.support
                    weight: row.near ? Font.Bold : Font.Normal
                    color: row.near ? Theme.done : Theme.ink2
                    maximumLineCount: Theme.large ? 2 : 1
                    wrapMode: Theme.large ? Text.WordWrap : Text.NoWrap
                    fontSizeMode: Theme.large ? Text.FixedSize : Text.HorizontalFit
                    minimumPixelSize: 22
                    lineHeight: 0.95 * Theme.textLine
                    Accessible.ignored: true
                }
            }

            // As on the shelf itself.
            Rectangle {
                id: plate

                x: row.width - width - 24
                y: (row.height - height) / 2
                width: number.implicitWidth + 44
                height: Theme.large ? 116 : 76
                visible: row.shelf !== ""
                radius: 12
                color: Theme.contrast ? "#000000" : Theme.plate
                border.width: Theme.contrast ? 3 : 0
                border.color: Theme.line

                Label {
                    id: number

                    anchors.centerIn: parent
                    text: row.shelf
                    size: Theme.large ? 62 : 38
                    weight: Font.ExtraBold
                    wrapMode: Text.NoWrap
                    lineHeight: 1
                    color: Theme.contrast ? "#FFFFFF" : Theme.plateInk
                    Accessible.ignored: true
                }
            }
        }
    }
}
