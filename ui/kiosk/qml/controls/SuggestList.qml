// Titles somebody may be typing, as many as there is room for.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: list

    required property LookView look
    readonly property int rowHeight: Theme.large ? 172 : 104
    readonly property int gap: 12
    readonly property int most: Math.max(0, Math.floor((height + gap) / (rowHeight + gap)))

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Titres proposés")

    Repeater {
        model: list.look.suggestions

        TouchTarget {
            id: one

            required property int index
            required property string key
            required property string title
            required property string author
            required property string kind

            objectName: "suggest-" + index
            y: index * (list.rowHeight + list.gap)
            width: list.width
            height: list.rowHeight
            visible: index < list.most
            radius: Theme.rRow
            text: title
            spoken: [title, author].filter(part => part !== "").join(", ")
            onClicked: list.look.open(key)

            background: Rectangle {
                radius: one.radius
                color: one.pressed ? Theme.pressed(Theme.surface) : Theme.surface
                border.width: Theme.contrast ? Theme.edge : 0
                border.color: Theme.line
            }

            contentItem: Item {
                CoverArt {
                    id: cover

                    x: 24 + (52 - width) / 2
                    y: (parent.height - height) / 2
                    width: Math.min(52, 80 / ratio)
                    height: width * ratio
                    visible: !Theme.large && !Theme.contrast
                    title: one.title
                    author: one.author
                    kind: one.kind
                }

                Column {
                    id: said

                    x: cover.visible ? 100 : 32
                    y: (parent.height - height) / 2
                    width: arrow.x - x - 20

                    Label {
                        width: parent.width
                        text: one.title
                        size: Theme.large ? 64 : 36
                        weight: Font.Bold
                        maximumLineCount: 1
                        elide: Text.ElideRight
                        lineHeight: 0.95
                        Accessible.ignored: true
                    }

                    Label {
                        width: parent.width
                        visible: text !== "" && !Theme.large
                        text: one.author
                        size: Theme.least
                        color: Theme.ink2
                        maximumLineCount: 1
                        elide: Text.ElideRight
                        lineHeight: 0.95
                        Accessible.ignored: true
                    }
                }

                Icon {
                    id: arrow

                    x: parent.width - width - 28
                    y: (parent.height - height) / 2
                    name: "caret-right"
                    size: Theme.pictured(36)
                }
            }
        }
    }
}
