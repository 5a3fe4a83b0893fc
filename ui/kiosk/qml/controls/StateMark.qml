// The mark at the end of a row; with colour and word one of three ways to tell a state.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Beaupre.Look

Item {
    id: mark

    required property string status
    property int size: 68

    width: size
    height: size
    Accessible.ignored: true

    Icon {
        anchors.centerIn: parent
        visible: mark.status === "waiting"
        name: "circle-dashed"
        size: mark.size
        weight: "regular"
        color: Theme.control
    }

    Loader {
        anchors.fill: parent
        active: mark.status === "doing"
        sourceComponent: ring
    }

    Rectangle {
        id: disc

        anchors.fill: parent
        visible: mark.status === "done"
        radius: width / 2
        color: Theme.done
        scale: visible ? 1 : 0.6

        Behavior on scale {
            NumberAnimation {
                duration: Theme.finish
                easing.type: Easing.OutQuad
            }
        }

        Icon {
            anchors.centerIn: parent
            name: "check"
            size: mark.size * 0.62
            weight: "bold"
            color: Theme.doneInk
        }
    }

    Shape {
        anchors.fill: parent
        visible: mark.status === "refused"

        ShapePath {
            strokeColor: "transparent"
            fillColor: Theme.refused

            PathPolyline {
                readonly property real s: mark.size
                readonly property real c: mark.size * 0.293

                path: [Qt.point(c, 0), Qt.point(s - c, 0), Qt.point(s, c), Qt.point(s, s - c), Qt.point(s - c, s), Qt.point(c, s), Qt.point(0, s - c), Qt.point(0, c), Qt.point(c, 0)]
            }
        }

        Icon {
            anchors.centerIn: parent
            name: "x"
            size: mark.size * 0.52
            weight: "bold"
            color: Theme.refusedInk
        }
    }

    Rectangle {
        anchors.fill: parent
        visible: mark.status === "lifted"
        radius: 18
        color: Theme.attentionInk

        Icon {
            anchors.centerIn: parent
            name: "arrow-down"
            size: mark.size * 0.6
            weight: "bold"
            color: Theme.attention
        }
    }

    Icon {
        anchors.centerIn: parent
        visible: mark.status === "noted"
        name: "info"
        size: mark.size
        weight: "regular"
        color: Theme.ink2
    }

    Component {
        id: ring

        Shape {
            id: turning

            ShapePath {
                fillColor: "transparent"
                strokeColor: Theme.doingTrack
                strokeWidth: 9

                PathAngleArc {
                    centerX: turning.width / 2
                    centerY: turning.height / 2
                    radiusX: turning.width / 2 - 5
                    radiusY: radiusX
                    startAngle: 0
                    sweepAngle: 360
                }
            }

            ShapePath {
                fillColor: "transparent"
                strokeColor: Theme.doing
                strokeWidth: 9
                capStyle: ShapePath.RoundCap

                PathAngleArc {
                    centerX: turning.width / 2
                    centerY: turning.height / 2
                    radiusX: turning.width / 2 - 5
                    radiusY: radiusX
                    startAngle: -90
                    sweepAngle: 225
                }
            }

            // A working ring turns for 8 s at most; the words stay.
            RotationAnimator on rotation {
                running: Theme.moves
                from: 0
                to: 360
                duration: 1600
                loops: 5
            }
        }
    }
}
