// The seconds that are left, in a ring that empties in steps of 1 s.
import QtQuick
import QtQuick.Shapes
import Beaupre.Look

Item {
    id: ring

    required property int seconds
    property int full: 20
    property int labelSize: 44

    height: width
    Accessible.ignored: true

    Shape {
        id: drawn

        anchors.fill: parent

        // A clock runs the same way round everywhere.
        transform: Scale {
            origin.x: drawn.width / 2
            xScale: Theme.turn
        }

        ShapePath {
            fillColor: "transparent"
            strokeColor: Theme.contrast ? Theme.page : Theme.line
            strokeWidth: 8

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.width / 2
                radiusX: ring.width / 2 - 4
                radiusY: radiusX
                startAngle: 0
                sweepAngle: 360
            }
        }

        ShapePath {
            fillColor: "transparent"
            strokeColor: Theme.ink
            strokeWidth: 8
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.width / 2
                radiusX: ring.width / 2 - 4
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * Math.min(1, ring.seconds / ring.full)
            }
        }
    }

    Label {
        anchors.centerIn: parent
        text: Math.max(0, ring.seconds)
        columns: true
        size: ring.labelSize
        weight: Font.ExtraBold
        Accessible.ignored: true
    }
}
