// One title that was found: cover, title, where it is (what can be had now in green), and at the end
// its button or, of what is opened online, the code to open it at home. It is built when its page
// of the list is.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: row

    required property int index
    required property string key
    required property string title
    required property string author
    required property string kind
    required property int year
    required property string sort
    required property string branch
    required property string shelf
    required property string machine
    required property string back
    required property string sort2
    required property string branch2
    required property string machine2
    required property string action
    required property string about
    required property string address
    required property string words
    property bool canHold: true

    signal opened
    signal held

    // Low rows are for a wide screen, and for what lies within reach of a seat.
    readonly property bool high: Theme.portrait && Theme.reach === 0
    readonly property bool below: Theme.large && Theme.portrait
    readonly property bool drawn: !Theme.large && !Theme.contrast
    readonly property bool online: kind === "online"
    readonly property string meta: online ? about : LookWords.about(author, machine === "" ? kind : "", year)
    readonly property string first: LookWords.place(sort, branch, shelf, machine, back)
    readonly property string second: sort2 === "" || Theme.large ? "" : LookWords.place(sort2, branch2, "", machine2, back)
    readonly property string open: address === "" ? "" : qsTr("Visez le code, ou tapez %1").arg(words)
    readonly property string does: action === "hold" && !canHold ? "show" : action

    objectName: "hit-" + index
    Accessible.role: Accessible.ListItem
    Accessible.name: [first, second, title, meta, open].filter(part => part !== "").join(". ")

    Loader {
        anchors.fill: parent
        active: row.visible
        sourceComponent: content
    }

    Component {
        id: content

        Item {
            // A finger on the cover means the title, too.
            MouseArea {
                anchors.fill: parent
                enabled: row.does !== ""
                onClicked: row.opened()
            }

            Rectangle {
                anchors.fill: parent
                radius: Theme.rRow
                color: Theme.surface
                border.width: Theme.contrast ? Theme.edge : 0
                border.color: Theme.line
            }

            CoverArt {
                id: cover

                x: 24
                y: (row.height - height) / 2
                width: row.drawn ? Math.min(row.high ? 136 : 100, (row.height - 36) / ratio) : 0
                height: width * ratio
                visible: row.drawn
                title: row.title
                author: row.author
                kind: row.kind
            }

            Column {
                id: said

                readonly property real from: row.drawn ? 24 + (row.high ? 136 : 100) + 28 : 36

                x: from
                y: row.below ? 24 : (row.height - height) / 2
                width: (row.below ? row.width - 36 : end.x - 24) - x
                spacing: Theme.large ? 6 : 2

                Label {
                    width: parent.width
                    text: row.title
                    size: Theme.large ? 68 : Theme.itemTitle
                    weight: Font.Bold
                    lineHeight: 0.9 * Theme.textLine
                    maximumLineCount: row.high || Theme.large ? 2 : 1
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }

                Label {
                    width: parent.width
                    visible: text !== "" && !Theme.large
                    text: row.meta
                    size: Theme.support
                    wrapMode: Text.NoWrap
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 24
                    color: Theme.ink2
                    lineHeight: 0.96 * Theme.textLine
                    maximumLineCount: 1
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }

                PlaceWord {
                    width: parent.width
                    sort: row.sort
                    words: row.first
                }

                PlaceWord {
                    width: parent.width
                    visible: row.second !== ""
                    sort: row.sort2
                    words: row.second
                }

                Label {
                    width: parent.width
                    visible: text !== ""
                    text: Words.isolated(row.words)
                    size: Theme.large ? 50 : Theme.support
                    weight: Font.Bold
                    wrapMode: Text.WrapAnywhere
                    maximumLineCount: 1
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: 22
                    Accessible.ignored: true
                }
            }

            Item {
                id: end

                readonly property real wide: row.address !== "" ? code.width : row.does !== "" ? button.width : 0

                x: row.width - wide - 24
                width: wide
                height: row.height
            }

            QrCard {
                id: code

                x: row.below ? (row.width - width) / 2 : end.x
                y: row.below ? row.height - height - 26 : (row.height - height) / 2
                width: height
                height: row.below ? 220 : Math.min(row.height - 24, 212)
                visible: row.address !== ""
                text: row.address
                spoken: row.open
            }

            TouchTarget {
                id: button

                objectName: "hit-button-" + row.index
                x: row.below ? 36 : end.x
                y: row.below ? row.height - height - 26 : (row.height - height) / 2
                width: row.below ? row.width - 72 : Math.max(194, Math.min(word.implicitWidth + 48, row.width * 0.34))
                height: Theme.large ? 132 : 112
                visible: row.does !== ""
                radius: Theme.rKey
                text: LookWords.action(row.does)
                spoken: text + "\u202f: " + row.title
                onClicked: row.does === "hold" ? row.held() : row.opened()

                background: Rectangle {
                    radius: button.radius
                    color: button.pressed ? Theme.pressed(Theme.surface) : Theme.surface
                    border.width: Theme.controlEdge
                    border.color: Theme.control
                }

                contentItem: Item {
                    Column {
                        anchors.centerIn: parent
                        spacing: 2

                        Icon {
                            anchors.horizontalCenter: parent.horizontalCenter
                            visible: !Theme.large
                            name: LookWords.actionIcon(row.does)
                            size: 40
                        }

                        Label {
                            id: word

                            anchors.horizontalCenter: parent.horizontalCenter
                            width: Math.min(implicitWidth, button.width - 24)
                            text: button.text
                            size: Theme.large ? 60 : Theme.support
                            weight: Font.Bold
                            wrapMode: Text.NoWrap
                            lineHeight: 1
                            fontSizeMode: Text.HorizontalFit
                            minimumPixelSize: 22
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }
    }
}
