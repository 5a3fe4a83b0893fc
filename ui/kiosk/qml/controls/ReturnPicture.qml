// A book dropping into the box.
import QtQuick
import QtQuick.Shapes

Item {
    id: picture

    property color ink: "#14212B"

    implicitWidth: 310
    implicitHeight: 240 * width / 310
    Accessible.ignored: true

    Item {
        width: 310
        height: 240
        scale: picture.width / 310
        transformOrigin: Item.TopLeft

        FlatBook {
            x: 18
            y: 30
            width: 214
            height: 44
            rotation: -7
            antialiasing: true
            color: "#153E75"
            band: "#F4C04E"
        }

        Arrow {
            x: 244
            y: 0
            width: 68
            height: 94
            thickness: 13
            color: picture.ink
        }

        Shape {
            y: 124
            width: 304
            height: 116

            ShapePath {
                strokeColor: "transparent"
                fillColor: picture.ink

                PathPolyline {
                    path: [Qt.point(0, 0), Qt.point(304, 0), Qt.point(280, 116), Qt.point(22, 116), Qt.point(0, 0)]
                }
            }

            ShapePath {
                strokeColor: "transparent"
                fillColor: "#3A4A52"

                PathPolyline {
                    path: [Qt.point(14, 12), Qt.point(290, 12), Qt.point(287, 29), Qt.point(17, 29), Qt.point(14, 12)]
                }
            }
        }

        Rectangle {
            x: 121
            y: 175
            width: 62
            height: 36
            radius: 8
            color: "#F4C04E"
        }
    }
}
