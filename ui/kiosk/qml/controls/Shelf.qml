// A dark shelf with drawn books. Those with a title are new arrivals, where there are any; else it
// is the town's own wall, and decoration.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Rectangle {
    id: shelf

    property real scaleBy: 1
    // As `board.arrivals` has them.
    property var arrivals: []
    readonly property bool fresh: arrivals.length > 0
    readonly property var books: fresh ? stocked() : spines
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
        [44, 184, "#E2D7C0", "#17503F", "#22303A", "Cyrano"],
        // What a smaller shelf has room for besides.
        [40, 158, "#4B2A44", "#E3A3A8", "#FBF0EE", ""],
        [34, 142, "#BFD9DC", "#1F6674", "#10303A", ""],
        [56, 198, "#153E75", "#F4C04E", "#FFFFFF", ""],
        [38, 166, "#F4EFE2", "#BF4630", "#1C2A33", ""],
        [44, 176, "#832A1E", "#EBA47C", "#FFF6EC", ""]
    ]

    // The new ones in the places of the drawn ones: the first as covers, then spines.
    function stocked(): var {
        const faces = arrivals.slice(0, 2);
        const backs = arrivals.slice(2).filter(each => each.spine !== "");
        return spines.map(book => {
            if (book.length === 2) {
                const face = faces.shift();
                return face ? [face.title, face.author, face.kind] : spines[0].slice(0, 5).concat("");
            }
            const back = book[5] !== "" ? backs.shift() : undefined;
            return back ? [book[0], book[1], back.ground, back.accent, back.ink, back.spine] : book.slice(0, 5).concat("");
        });
    }

    color: Theme.band
    clip: true
    Accessible.role: Accessible.StaticText
    Accessible.ignored: !fresh
    Accessible.name: fresh ? qsTr("Nouveautés") + "\u202f: " + arrivals.map(each => each.title).join(", ") : ""

    Row {
        x: 17
        spacing: 5
        scale: shelf.scaleBy
        transformOrigin: Item.BottomLeft
        height: shelf.height - board.height

        Repeater {
            model: shelf.books

            Item {
                id: book

                required property var modelData
                readonly property bool cover: modelData.length < 5

                y: shelf.height - board.height - height
                width: cover ? 162 : modelData[0]
                height: cover ? 206 : modelData[1]

                // Items that few of the books need are made for those alone.
                Loader {
                    x: 12
                    active: book.cover

                    sourceComponent: CoverArt {
                        y: 206 - height
                        width: 138
                        height: Math.min(206, width * ratio)
                        title: book.modelData[0]
                        author: book.modelData[1]
                        kind: book.modelData[2] ?? "book"
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
        height: shelf.fresh ? 48 : 16
        color: "#14212B"

        // As on the edge of a real shelf.
        Label {
            x: 64
            anchors.verticalCenter: parent.verticalCenter
            visible: shelf.fresh
            text: qsTr("Nouveautés")
            size: 28
            weight: Font.Bold
            lineHeight: 1
            color: "#FFFFFF"
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
