// A rounded box whose edge is dashed: waiting, not available, not seen.
import QtQuick
import QtQuick.Shapes

Shape {
    id: frame

    property color fill: "transparent"
    property color edge: Theme.control
    property real edgeWidth: Theme.controlEdge
    property real radius: Theme.rPanel

    Accessible.ignored: true

    ShapePath {
        fillColor: frame.fill
        strokeColor: frame.edge
        strokeWidth: frame.edgeWidth
        strokeStyle: ShapePath.DashLine
        dashPattern: [2.4, 1.6]
        capStyle: ShapePath.FlatCap

        PathRectangle {
            x: frame.edgeWidth / 2
            y: frame.edgeWidth / 2
            width: Math.max(0, frame.width - frame.edgeWidth)
            height: Math.max(0, frame.height - frame.edgeWidth)
            radius: frame.radius - frame.edgeWidth / 2
        }
    }
}
