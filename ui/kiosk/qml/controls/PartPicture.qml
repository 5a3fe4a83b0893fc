// A part of a kit, drawn flat: frontal, without outline, in cover colours.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Beaupre.Look

Item {
    id: picture

    required property string code
    readonly property real unit: width / 100

    implicitWidth: 100
    implicitHeight: width * 1.6
    Accessible.ignored: true

    // An e-reader: its frame, its page, its key.
    Item {
        anchors.fill: parent
        visible: picture.code === "reader"

        Rectangle {
            anchors.fill: parent
            radius: 8 * picture.unit
            color: "#2B3A44"
        }

        Rectangle {
            x: 10 * picture.unit
            y: 11 * picture.unit
            width: 80 * picture.unit
            height: 120 * picture.unit
            radius: 2 * picture.unit
            color: "#F4EFE2"
        }

        Repeater {
            model: [40, 72, 72, 66, 72, 60, 72, 30]

            Rectangle {
                required property int index
                required property int modelData

                x: 18 * picture.unit
                y: (22 + index * 12) * picture.unit
                width: modelData * 0.88 * picture.unit
                height: (index === 0 ? 7 : 4) * picture.unit
                color: index === 0 ? "#14212B" : "#9A9C97"
            }
        }

        Rectangle {
            x: 45 * picture.unit
            y: 140 * picture.unit
            width: 10 * picture.unit
            height: width
            radius: width / 2
            color: "#8497A0"
        }
    }

    // Its case, with the back at the start and a band.
    Item {
        anchors.fill: parent
        visible: picture.code === "case" || picture.code === "pouch"

        Rectangle {
            anchors.fill: parent
            radius: 6 * picture.unit
            color: picture.code === "case" ? "#832A1E" : "#2E7459"
        }

        Rectangle {
            width: 22 * picture.unit
            height: parent.height
            radius: 6 * picture.unit
            color: picture.code === "case" ? "#5C1B12" : "#17503F"
        }

        Rectangle {
            x: 80 * picture.unit
            width: 7 * picture.unit
            height: parent.height
            color: picture.code === "case" ? "#EBA47C" : "#A9CFA0"
        }

        Rectangle {
            x: 34 * picture.unit
            y: 62 * picture.unit
            width: 34 * picture.unit
            height: 24 * picture.unit
            radius: 3 * picture.unit
            color: "#F4F2EC"
        }
    }

    // A cable: two plugs and what is between.
    Item {
        anchors.fill: parent
        visible: picture.code === "cable"

        Shape {
            anchors.fill: parent

            ShapePath {
                strokeColor: "#14212B"
                strokeWidth: 8 * picture.unit
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                startX: 24 * picture.unit
                startY: 44 * picture.unit

                PathCubic {
                    control1X: 24 * picture.unit
                    control1Y: 90 * picture.unit
                    control2X: -14 * picture.unit
                    control2Y: 140 * picture.unit
                    x: 26 * picture.unit
                    y: 148 * picture.unit
                }

                PathCubic {
                    control1X: 74 * picture.unit
                    control1Y: 156 * picture.unit
                    control2X: 30 * picture.unit
                    control2Y: 52 * picture.unit
                    x: 60 * picture.unit
                    y: 60 * picture.unit
                }

                PathCubic {
                    control1X: 80 * picture.unit
                    control1Y: 66 * picture.unit
                    control2X: 80 * picture.unit
                    control2Y: 90 * picture.unit
                    x: 80 * picture.unit
                    y: 112 * picture.unit
                }
            }
        }

        Plug {
            x: 13 * picture.unit
            y: 4 * picture.unit
            unit: picture.unit
        }

        Plug {
            x: 69 * picture.unit
            y: 112 * picture.unit
            unit: picture.unit
            rotation: 180
        }
    }

    // A charger: a block, its light, two pins.
    Item {
        anchors.fill: parent
        visible: picture.code === "charger"

        Rectangle {
            x: 12 * picture.unit
            y: 46 * picture.unit
            width: 76 * picture.unit
            height: 84 * picture.unit
            radius: 14 * picture.unit
            color: "#F4F2EC"
            border.width: 3
            border.color: "#6B7772"
        }

        Repeater {
            model: [32, 60]

            Rectangle {
                required property int modelData

                x: modelData * picture.unit
                y: 14 * picture.unit
                width: 8 * picture.unit
                height: 34 * picture.unit
                radius: width / 2
                color: "#6B7772"
            }
        }

        Rectangle {
            x: 40 * picture.unit
            y: 104 * picture.unit
            width: 20 * picture.unit
            height: 8 * picture.unit
            radius: 2 * picture.unit
            color: "#2B3A44"
        }
    }

    Icon {
        anchors.centerIn: parent
        visible: !["reader", "case", "pouch", "cable", "charger"].includes(picture.code)
        name: picture.code === "leaflet" ? "book-open" : "package"
        size: picture.width
        color: Theme.ink2
    }

    component Plug: Item {
        id: plug

        required property real unit

        width: 22 * unit
        height: 40 * unit

        Rectangle {
            x: 5 * plug.unit
            width: 12 * plug.unit
            height: 10 * plug.unit
            color: "#9A9C97"
        }

        Rectangle {
            y: 8 * plug.unit
            width: parent.width
            height: 32 * plug.unit
            radius: 5 * plug.unit
            color: "#14212B"
        }
    }
}
