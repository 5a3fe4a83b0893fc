// A drawn arrow, up or down: take away, put down.
import QtQuick
import QtQuick.Shapes
import Beaupre.Look

Shape {
    id: arrow

    property color color: Theme.ink
    property real thickness: 12
    property bool down: true

    Accessible.ignored: true
    rotation: down ? 0 : 180

    ShapePath {
        fillColor: "transparent"
        strokeColor: arrow.color
        strokeWidth: arrow.thickness
        capStyle: ShapePath.RoundCap
        joinStyle: ShapePath.RoundJoin
        startX: arrow.width / 2
        startY: arrow.thickness / 2

        PathLine {
            x: arrow.width / 2
            y: arrow.height - arrow.thickness / 2
        }

        PathMove {
            x: arrow.thickness / 2
            y: arrow.height - arrow.width / 2
        }

        PathLine {
            x: arrow.width / 2
            y: arrow.height - arrow.thickness / 2
        }

        PathLine {
            x: arrow.width - arrow.thickness / 2
            y: arrow.height - arrow.width / 2
        }
    }
}
