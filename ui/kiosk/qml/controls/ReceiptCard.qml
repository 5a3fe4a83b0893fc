// The receipt on screen: how many, until when, the covers, how many she has in all. Torn below.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: receipt

    required property KioskView kiosk
    // There is a choice below it: one row of covers, and how many she has beside them.
    property bool compact: false
    // On a wide screen the tiles need the room.
    readonly property bool drawn: !Theme.large && !Theme.contrast && (Theme.portrait || !compact)
    readonly property bool beside: compact && Theme.portrait && !Theme.large && !Theme.contrast && kiosk.taken <= 4 && kiosk.loanLimit >= 0 && !returning
    readonly property bool returning: kiosk.way === "return"
    readonly property int shown: Math.min(kiosk.taken, compact ? (Theme.portrait ? 6 : 8) : !Theme.portrait ? 8 : kiosk.allConfirmed ? 10 : 5)
    readonly property int perRow: compact ? (Theme.portrait ? 6 : 8) : shown <= 4 ? 4 : Theme.portrait ? 5 : shown <= 6 ? 6 : 8
    readonly property int besideWidth: 216
    readonly property int coverWidth: beside ? (width - 96 - 4 * 24 - besideWidth) / 4 : (width - 96 - (perRow - 1) * 24) / perRow
    readonly property int coverHeight: Math.min(coverWidth * 1.5, compact ? (Theme.portrait ? 210 : 168) : 300)
    readonly property int bodyHeight: content.implicitHeight + (Theme.large ? 48 : 84)
    readonly property real tooth: 18

    implicitHeight: bodyHeight + tooth

    Rectangle {
        width: parent.width
        height: receipt.bodyHeight
        radius: 12
        color: Theme.surface
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.line
    }

    Shape {
        anchors.fill: parent
        visible: !Theme.contrast

        ShapePath {
            strokeColor: "transparent"
            fillColor: Theme.surface

            PathPolyline {
                path: {
                    const points = [Qt.point(0, receipt.bodyHeight - 30), Qt.point(receipt.width, receipt.bodyHeight - 30), Qt.point(receipt.width, receipt.bodyHeight)];
                    const teeth = Math.round(receipt.width / 34);
                    const wide = receipt.width / teeth;
                    for (let i = 0; i < teeth; ++i) {
                        points.push(Qt.point(receipt.width - (i + 0.5) * wide, receipt.bodyHeight + receipt.tooth));
                        points.push(Qt.point(receipt.width - (i + 1) * wide, receipt.bodyHeight));
                    }
                    points.push(Qt.point(0, receipt.bodyHeight - 30));
                    return points;
                }
            }
        }
    }

    Column {
        id: content

        x: 48
        y: Theme.large ? 24 : 40
        width: parent.width - 96
        spacing: Theme.large ? 16 : 28

        Flow {
            width: parent.width
            spacing: 8

            Label {
                id: count

                width: Math.min(implicitWidth, parent.width)
                text: receipt.returning ? qsTr("%1 rendu(s)", "", receipt.kiosk.taken).arg(Words.things(receipt.kiosk.taken, receipt.kiosk.onlyBooks)) : Words.things(receipt.kiosk.taken, receipt.kiosk.onlyBooks)
                size: Theme.large ? 76 : 44
                weight: Font.Bold
            }

            // At the far end beside the count; below it where there is no room.
            Label {
                readonly property bool beside: implicitWidth + count.width + 48 < parent.width

                width: beside ? parent.width - count.width - 8 : parent.width
                height: beside ? count.height : implicitHeight
                horizontalAlignment: !beside ? Theme.ahead : Theme.mirrored ? Text.AlignLeft : Text.AlignRight
                verticalAlignment: beside ? Text.AlignVCenter : Text.AlignTop
                visible: !receipt.returning && receipt.kiosk.due !== ""
                textFormat: Text.StyledText
                text: (receipt.kiosk.oneDue ? qsTr("à rendre le <b>%1</b>") : qsTr("le premier, le <b>%1</b>")).arg(Words.day(receipt.kiosk.due, true))
                Accessible.name: text.replace(/<\/?b>/g, "")
            }
        }

        Row {
            width: parent.width
            height: 4
            spacing: 6
            clip: true
            Accessible.ignored: true

            Repeater {
                model: Math.max(0, Math.floor(content.width / 10))

                Rectangle {
                    width: 4
                    height: 4
                    radius: 2
                    color: Theme.control
                }
            }
        }

        Flow {
            id: covers

            width: parent.width
            visible: receipt.drawn
            spacing: 24

            Repeater {
                model: receipt.kiosk.rows

                Item {
                    id: slot

                    required property int index
                    required property string title
                    required property string author
                    required property string kind

                    visible: index < receipt.shown
                    width: receipt.coverWidth
                    height: receipt.coverHeight
                    Accessible.role: Accessible.ListItem
                    Accessible.name: title

                    CoverArt {
                        anchors.bottom: parent.bottom
                        width: Math.min(parent.width, parent.height / ratio)
                        height: width * ratio
                        title: slot.title
                        author: slot.author
                        kind: slot.kind
                    }
                }
            }
        }

        Label {
            width: parent.width
            visible: receipt.kiosk.taken > receipt.shown && receipt.drawn
            text: qsTr("et %n autre(s)", "", receipt.kiosk.taken - receipt.shown)
            weight: Font.DemiBold
        }

        Label {
            width: parent.width
            visible: text !== ""
            size: Theme.large ? 56 : Theme.body
            color: Theme.ink2
            text: receipt.beside || receipt.compact && Theme.large || receipt.returning || receipt.kiosk.loanLimit < 0 ? "" : qsTr("Vous en avez maintenant %1 sur %2.").arg(receipt.kiosk.loanCount).arg(receipt.kiosk.loanLimit)
        }

        Label {
            width: parent.width
            visible: !receipt.kiosk.allConfirmed
            size: Theme.large ? 56 : Theme.body
            weight: Font.DemiBold
            color: Theme.attentionText
            text: qsTr("Enregistré hors réseau. Il sera confirmé dès son retour.")
        }
    }

    // At the end of the row of covers.
    Column {
        x: content.x + content.width - width
        y: covers.y + content.y + (covers.height - height) / 2
        width: receipt.besideWidth
        visible: receipt.beside
        spacing: 4

        Label {
            width: parent.width
            size: Theme.support
            color: Theme.ink2
            text: qsTr("Vous en avez")
        }

        Label {
            width: parent.width
            size: 44
            weight: Font.Bold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 28
            wrapMode: Text.NoWrap
            text: qsTr("%1 sur %2").arg(receipt.kiosk.loanCount).arg(receipt.kiosk.loanLimit)
        }
    }
}
