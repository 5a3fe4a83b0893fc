// Two ways to show a card: on the pad, or its barcode under the scanner.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: pictures

    readonly property real fit: Math.min(1, width / 690, height / 300)
    readonly property bool narrow: width < 690

    Accessible.ignored: true

    Item {
        x: parent.width * 0.25 - width / 2 + 4
        scale: pictures.fit
        y: (parent.height - 300) / 2
        width: 290
        height: 300

        Item {
            x: 44
            y: 28
            width: 184
            height: 116
            rotation: -7
            antialiasing: true

            Rectangle {
                anchors.fill: parent
                radius: 16
                color: "#153E75"
                antialiasing: true
            }

            Rectangle {
                y: 22
                width: parent.width
                height: 24
                color: "#F4C04E"
                antialiasing: true
            }

            Rectangle {
                x: 16
                y: 64
                width: 84
                height: 10
                radius: 5
                color: "#FFFFFF"
                antialiasing: true
            }

            Rectangle {
                x: 16
                y: 86
                width: 54
                height: 9
                radius: 5
                color: Theme.sky
                antialiasing: true
            }

            Rectangle {
                x: 138
                y: 66
                width: 34
                height: 34
                radius: 17
                color: Theme.sky
                antialiasing: true
            }
        }

        Arrow {
            x: 242
            y: 54
            width: 50
            height: 76
            thickness: 10
        }

        PadBar {
            x: 0
            y: 166
            width: 268
            height: 26
        }

        Label {
            x: (268 - width) / 2
            y: pictures.fit < 1 ? 222 : 236
            width: pictures.fit < 1 ? 260 : 300
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 0.9 * Theme.textLine
            text: qsTr("Sur le plateau")
            weight: Font.DemiBold
            size: pictures.fit < 1 ? 32 : 34
        }
    }

    Rectangle {
        anchors.centerIn: parent
        // In a narrow column the pictures need the middle; there is room between the captions.
        anchors.verticalCenterOffset: pictures.narrow ? 105 * pictures.fit : 0
        scale: pictures.narrow ? 0.8 * pictures.fit : pictures.fit
        width: 92
        height: 92
        radius: 46
        color: Theme.page

        Label {
            anchors.centerIn: parent
            text: qsTr("ou")
            size: Theme.support
            weight: Font.Bold
            lineHeight: 1
        }
    }

    Item {
        x: parent.width * 0.75 - width / 2 - 4
        scale: pictures.fit
        y: (parent.height - 300) / 2
        width: 260
        height: 300

        Rectangle {
            x: 22
            y: 20
            width: 216
            height: 138
            radius: 14
            color: "#FFFFFF"
            border.width: 5
            border.color: "#14212B"

            Row {
                x: 28
                y: 30
                height: 78
                spacing: 0

                Repeater {
                    model: [8, -6, 4, -8, 4, -6, 12, -4, 4, -8, 8, -6, 4, -8, 10, -4, 4, -8, 8, -6, 12, -6, 4, -6, 4]

                    Rectangle {
                        required property int modelData

                        width: Math.abs(modelData)
                        height: 78
                        color: modelData > 0 ? "#14212B" : "transparent"
                    }
                }
            }
        }

        Rectangle {
            y: 85
            width: parent.width
            height: 8
            radius: 4
            color: Theme.scanLine
        }

        Label {
            x: (parent.width - width) / 2
            y: pictures.fit < 1 ? 222 : 236
            width: pictures.fit < 1 ? 260 : 300
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 0.9 * Theme.textLine
            text: qsTr("Sous le lecteur")
            weight: Font.DemiBold
            size: pictures.fit < 1 ? 32 : 34
        }
    }
}
