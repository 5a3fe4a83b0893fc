// The sign on a trolley: shape, letter and colour; the same signs go on the furniture.
import QtQuick
import QtQuick.Shapes
import Beaupre.Look

Item {
    id: sign

    required property string kind
    required property string letter
    property int size: 100
    readonly property string form: kind === "hold" || kind === "desk" ? kind : letter === "" ? "desk" : letter
    readonly property bool light: form === "B"
    readonly property color fill: {
        switch (form) {
        case "A":
            return "#153E75";
        case "B":
            return "#F4C04E";
        case "C":
            return "#14532F";
        case "D":
            return "#952A1D";
        case "E":
            return Theme.plum;
        default:
            return "#2B3A44";
        }
    }
    readonly property var corners: {
        switch (form) {
        case "C":
            return [[0.5, 0.02], [1, 0.93], [0, 0.93]];
        case "D":
            return [[0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]];
        case "E":
            return [[0.25, 0.06], [0.75, 0.06], [1, 0.5], [0.75, 0.94], [0.25, 0.94], [0, 0.5]];
        case "T":
            return [[0, 0.2], [0.58, 0.2], [0.58, 0], [1, 0.5], [0.58, 1], [0.58, 0.8], [0, 0.8]];
        default:
            return [];
        }
    }

    width: size
    height: size
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        visible: sign.corners.length === 0
        radius: sign.form === "A" ? width / 2 : width * 0.12
        color: sign.fill
        border.width: sign.light ? Math.max(4, width * 0.037) : 0
        border.color: "#14212B"
    }

    Shape {
        anchors.fill: parent
        visible: sign.corners.length > 0

        ShapePath {
            strokeColor: Theme.contrast ? Theme.ink : "transparent"
            strokeWidth: Theme.contrast ? Theme.edge : 0
            fillColor: sign.fill

            PathPolyline {
                path: sign.corners.concat(sign.corners.slice(0, 1)).map(p => Qt.point(p[0] * sign.size, p[1] * sign.size))
            }
        }
    }

    Icon {
        anchors.centerIn: parent
        visible: name !== ""
        name: sign.form === "hold" ? "bookmark-simple" : sign.form === "desk" ? "user" : ""
        size: sign.size * 0.56
        weight: sign.size > 200 ? "regular" : "bold"
        color: "#FFFFFF"
    }

    Title {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.horizontalCenterOffset: sign.form === "T" ? -sign.size * 0.06 : 0
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: sign.form === "C" ? sign.size * 0.1 : -sign.size * 0.02
        visible: sign.form.length === 1
        text: sign.form
        size: sign.size * (sign.form === "A" || sign.form === "B" ? 0.56 : 0.46)
        lineHeight: 1
        font.family: "Young Serif"
        font.weight: Font.Normal
        color: sign.light ? "#14212B" : "#FFFFFF"
        Accessible.ignored: true
    }
}
