// A dark shelf with drawn books: the town's own wall. Decoration.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Rectangle {
    id: shelf

    property real scaleBy: 1
    // [width, height, ground, band, ink, title, bands]
    readonly property var spines: [
        [46, 184, "#153E75", "#F4C04E", "#FFFFFF", "Germinal"],
        [34, 140, "#F4EFE2", "#BF4630", "#1C2A33", ""],
        [40, 172, "#832A1E", "#EBA47C", "#FFF6EC", "Nana"],
        [64, 214, "#F4EFE2", "#BF4630", "#1C2A33", "Les Misérables"],
        [42, 168, "#4B2A44", "#E3A3A8", "#FBF0EE", "Bel-Ami"],
        ["Le Petit Prince", "Saint-Exupéry"],
        [34, 150, "#F4EFE2", "#BF4630", "#1C2A33", ""],
        [38, 164, "#101F33", "#7FB2D9", "#F2EFE6", ""],
        [56, 202, "#832A1E", "#EBA47C", "#FFF6EC", "Le Rouge et le Noir"],
        [40, 168, "#2B3A44", "#E7B7A0", "#F4F2EC", "La Peste"],
        [36, 150, "#F4C04E", "#153E75", "#14212B", ""],
        ["Vingt mille lieues sous les mers", "Jules Verne"],
        [50, 194, "#4B2A44", "#E3A3A8", "#FBF0EE", "Gargantua"],
        [34, 138, "#C9D3A4", "#4D6330", "#25301A", ""],
        [42, 172, "#17503F", "#A9CFA0", "#F6F7EE", "Le Horla"],
        [38, 154, "#2B3A44", "#E7B7A0", "#F4F2EC", ""],
        [44, 184, "#E2D7C0", "#17503F", "#22303A", "Cyrano"]
    ]

    color: Theme.band
    clip: true
    Accessible.ignored: true

    Row {
        x: 17
        spacing: 5
        scale: shelf.scaleBy
        transformOrigin: Item.BottomLeft
        height: shelf.height - board.height

        Repeater {
            model: shelf.spines

            Item {
                id: book

                required property var modelData
                readonly property bool cover: modelData.length === 2

                y: shelf.height - board.height - height
                width: cover ? 162 : modelData[0]
                height: cover ? 206 : modelData[1]

                // Items that few of the books need are made for those alone.
                Loader {
                    x: 12
                    active: book.cover

                    sourceComponent: CoverArt {
                        width: 138
                        height: 206
                        title: book.modelData[0]
                        author: book.modelData[1]
                    }
                }

                Rectangle {
                    anchors.fill: parent
                    visible: !book.cover
                    color: book.cover ? "transparent" : book.modelData[2]
                    radius: 4

                    Repeater {
                        model: book.cover ? [] : [0.09, 0.145, 0.82]

                        Rectangle {
                            required property var modelData

                            y: book.height * modelData
                            width: book.width
                            height: modelData === 0.145 ? 4 : 8
                            color: book.modelData[3]
                        }
                    }

                    Loader {
                        anchors.centerIn: parent
                        anchors.verticalCenterOffset: 2
                        active: !book.cover && book.modelData[5] !== ""

                        sourceComponent: Title {
                            rotation: 90
                            width: book.height * 0.58
                            horizontalAlignment: Text.AlignHCenter
                            fontSizeMode: Text.HorizontalFit
                            minimumPixelSize: 12
                            text: book.modelData[5]
                            size: 22
                            lineHeight: 1
                            wrapMode: Text.NoWrap
                            color: book.modelData[4]
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }
    }

    Rectangle {
        id: board

        anchors.bottom: parent.bottom
        width: parent.width
        height: 16
        color: "#14212B"
    }
}
