// One part: picture, name, condition, "Je l'ai" → "Présent". One with a tag is ticked by the pad.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

TouchTarget {
    id: card

    required property string code
    required property string partName
    required property string detail
    required property bool present
    required property bool tagged
    // How it is laid out: picture above the words, beside them, or words and button in a line.
    property bool tall: true
    property bool line: false

    readonly property string partTitle: Words.capital(KitWords.part(code, partName))
    readonly property string word: present ? qsTr("Présent") : tagged ? qsTr("Posez-le ici") : qsTr("Je l’ai")
    readonly property bool drawn: !Theme.contrast && !Theme.large && !line && (tall || height >= 200 && width >= 400)
    readonly property int inset: 24
    readonly property color edge: present ? Theme.done : tagged ? Theme.control : Theme.primary

    radius: Theme.rTile
    enabled: !tagged
    text: partTitle
    spoken: [partTitle, Theme.large ? "" : detail, word].filter(each => each !== "").join(". ")
    checkable: false
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: !tagged
    Accessible.checked: present

    background: Rectangle {
        radius: card.radius
        color: card.pressed ? Theme.pressed(Theme.surface) : Theme.surface
        border.width: Theme.controlEdge
        border.color: card.edge
    }

    contentItem: Item {
        PartPicture {
            id: picture

            visible: card.drawn
            code: card.code
            x: card.tall ? (parent.width - width) / 2 : card.inset + 12
            y: card.tall ? 28 : (parent.height - height) / 2
            width: card.tall ? Math.min(card.height >= 560 ? 200 : 130, (button.y - texts.implicitHeight - 76) / 1.6) : Math.min(104, (parent.height - 56) / 1.6)
            height: width * 1.6
        }

        Column {
            id: texts

            readonly property int start: !card.tall && picture.visible ? picture.x + picture.width + 24 : card.inset

            x: start
            y: card.tall ? (picture.visible ? picture.y + picture.height + 16 : 28) : card.line ? (parent.height - height) / 2 : Math.max(12, (button.y - height) / 2 + 6)
            width: (card.line ? button.x - 24 : parent.width - card.inset) - x
            spacing: 2

            Label {
                width: parent.width
                text: card.partTitle
                size: card.tall ? 40 : Theme.itemTitle
                weight: Font.Bold
                lineHeight: 0.95 * Theme.textLine
                horizontalAlignment: card.tall ? Text.AlignHCenter : Theme.ahead
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: text !== "" && !Theme.large && (card.tall ? card.height >= 380 : card.height >= 220 && card.width >= 400)
                text: card.detail
                size: Theme.support
                color: Theme.ink2
                lineHeight: 0.95 * Theme.textLine
                maximumLineCount: 2
                elide: Text.ElideRight
                horizontalAlignment: card.tall ? Text.AlignHCenter : Theme.ahead
                Accessible.ignored: true
            }
        }

        Rectangle {
            id: button

            x: card.line ? parent.width - width - card.inset : card.tall ? card.inset : texts.start
            y: card.line ? (parent.height - height) / 2 : parent.height - height - (card.height < 200 ? 14 : card.inset)
            width: card.line ? mark.implicitWidth + 64 : parent.width - x - card.inset
            height: card.line ? parent.height - 32 : card.tall ? 92 : 76
            radius: Theme.rKey
            color: card.present ? Theme.doneSoft : card.tagged ? "transparent" : Theme.primary
            border.width: Theme.contrast && card.present ? 3 : 0
            border.color: Theme.done

            Row {
                id: mark

                anchors.centerIn: parent
                spacing: 16

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: card.present
                    name: "check"
                    size: Theme.pictured(42)
                    weight: "bold"
                    color: Theme.done
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.min(implicitWidth, button.width - 24 - (card.present ? Theme.pictured(42) + mark.spacing : 0))
                    text: card.word
                    size: Theme.large ? 56 : Theme.body
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.least
                    weight: Font.Bold
                    wrapMode: Text.NoWrap
                    color: card.present ? Theme.done : card.tagged ? Theme.ink2 : Theme.primaryInk
                    Accessible.ignored: true
                }
            }
        }
    }
}
