// The receipt on screen: how many, until when, the covers, how many she has in all. Torn below.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Beaupre.Art
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: receipt

    required property KioskView kiosk
    readonly property bool returning: kiosk.way === "return"
    readonly property int shown: Math.min(kiosk.taken, Theme.portrait ? 10 : 8)
    readonly property int perRow: shown <= 4 ? 4 : Theme.portrait ? 5 : shown <= 6 ? 6 : 8
    readonly property int coverWidth: (width - 96 - (perRow - 1) * 24) / perRow
    readonly property int coverHeight: Math.min(coverWidth * 1.5, 300)
    readonly property int bodyHeight: content.implicitHeight + 40 + 44
    readonly property real tooth: 18

    implicitHeight: bodyHeight + tooth

    Rectangle {
        width: parent.width
        height: 60
        radius: 12
        color: Theme.surface
    }

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: "transparent"
            fillColor: Theme.surface

            PathPolyline {
                path: {
                    const points = [Qt.point(0, 30), Qt.point(receipt.width, 30), Qt.point(receipt.width, receipt.bodyHeight)];
                    const teeth = Math.round(receipt.width / 34);
                    const wide = receipt.width / teeth;
                    for (let i = 0; i < teeth; ++i) {
                        points.push(Qt.point(receipt.width - (i + 0.5) * wide, receipt.bodyHeight + receipt.tooth));
                        points.push(Qt.point(receipt.width - (i + 1) * wide, receipt.bodyHeight));
                    }
                    points.push(Qt.point(0, 30));
                    return points;
                }
            }
        }
    }

    Column {
        id: content

        x: 48
        y: 40
        width: parent.width - 96
        spacing: 28

        Item {
            width: parent.width
            height: 52

            Label {
                id: count

                anchors.verticalCenter: parent.verticalCenter
                text: receipt.returning ? qsTr("%1 rendu(s)", "", receipt.kiosk.taken).arg(Words.things(receipt.kiosk.taken, receipt.kiosk.onlyBooks)) : Words.things(receipt.kiosk.taken, receipt.kiosk.onlyBooks)
                size: 44
                weight: Font.Bold
                wrapMode: Text.NoWrap
            }

            Label {
                anchors.right: parent.right
                anchors.baseline: count.baseline
                visible: !receipt.returning && receipt.kiosk.due !== ""
                textFormat: Text.StyledText
                wrapMode: Text.NoWrap
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
            width: parent.width
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
            visible: receipt.kiosk.taken > receipt.shown
            text: qsTr("et %n autre(s)", "", receipt.kiosk.taken - receipt.shown)
            weight: Font.DemiBold
        }

        Label {
            width: parent.width
            visible: text !== ""
            size: Theme.body
            color: Theme.ink2
            text: receipt.returning || receipt.kiosk.loanLimit < 0 ? "" : qsTr("Vous en avez maintenant %1 sur %2.").arg(receipt.kiosk.loanCount).arg(receipt.kiosk.loanLimit)
        }

        Label {
            width: parent.width
            visible: !receipt.kiosk.allConfirmed
            size: Theme.body
            weight: Font.DemiBold
            color: Theme.attentionText
            text: qsTr("Enregistré hors réseau. Il sera confirmé dès son retour.")
        }
    }
}
