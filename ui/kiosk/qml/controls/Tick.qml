// A drawn tick, thicker than an icon: on the books of the pile.
import QtQuick
import QtQuick.Shapes
import Beaupre.Look

Shape {
    id: tick

    property color color: Theme.ink
    property bool cross: false
    property int size: 32
    readonly property real thickness: size * 0.2

    width: size
    height: size
    Accessible.ignored: true

    ShapePath {
        fillColor: "transparent"
        strokeColor: tick.color
        strokeWidth: tick.thickness
        capStyle: ShapePath.RoundCap
        joinStyle: ShapePath.RoundJoin

        PathMultiline {
            readonly property real s: tick.size

            paths: tick.cross ? [[Qt.point(0.2 * s, 0.2 * s), Qt.point(0.8 * s, 0.8 * s)], [Qt.point(0.8 * s, 0.2 * s), Qt.point(0.2 * s, 0.8 * s)]] : [[Qt.point(0.1 * s, 0.55 * s), Qt.point(0.38 * s, 0.82 * s), Qt.point(0.92 * s, 0.24 * s)]]
        }
    }

    transform: Scale {
        origin.x: tick.width / 2
        xScale: Theme.turn
    }
}
