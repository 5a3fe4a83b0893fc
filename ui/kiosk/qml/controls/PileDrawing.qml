// The pile as it lies on the pad: tick = ready, dots = working, outline pulled aside = stays here,
// dashed = not seen yet. Decoration: the words beside it say the same.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: pile

    required property var books
    // Draw one more, unseen, between the lowest two.
    property bool ghost: false
    readonly property int count: bookList.count + (ghost ? 1 : 0)
    readonly property real step: Math.min(50, count > 0 ? (height - pad.height) / count : 50)

    Accessible.ignored: true

    PadBar {
        id: pad

        x: 0
        y: parent.height - height
        width: parent.width
        height: 20
    }

    Repeater {
        id: bookList

        model: pile.books

        Item {
            id: place

            required property int index
            required property string status
            required property string reason
            required property string ground
            required property string ink
            required property string accent
            required property string shade
            required property int spine

            readonly property bool stays: status === "refused" || reason === "left_behind"
            readonly property int level: index + (pile.ghost && index > 0 ? 1 : 0)
            readonly property bool light: pale(ground)

            function pale(colour: color): bool {
                return 0.3 * colour.r + 0.6 * colour.g + 0.1 * colour.b > 0.6;
            }

            x: stays ? pile.width * 0.26 : pile.width * (0.03 + spine * 0.0012)
            y: pad.y - (level + 1) * pile.step
            width: pile.width * (stays ? 0.71 : 0.8 + (spine % 7) * 0.016)
            height: pile.step - 3

            Behavior on x {
                NumberAnimation {
                    duration: Theme.moves ? 240 : 0
                    easing.type: Easing.InOutCubic
                }
            }

            FlatBook {
                anchors.fill: parent
                visible: !place.stays && place.status !== "lifted"
                color: place.ground
                band: place.accent
                pages: place.light ? place.shade : Theme.paper
                lit: place.light
            }

            Rectangle {
                anchors.fill: parent
                visible: place.stays
                radius: 6
                color: Theme.refusedSoft
                border.width: 4
                border.color: Theme.refused
            }

            DashedFrame {
                anchors.fill: parent
                visible: place.status === "lifted"
                radius: 6
                edgeWidth: 3
                edge: Theme.ink
            }

            Tick {
                anchors.centerIn: parent
                visible: pile.step >= 24 && (place.status === "done" || place.stays)
                cross: place.stays
                size: Math.min(34, pile.step - 10)
                color: place.stays ? Theme.refused : place.ink
            }

            Icon {
                anchors.centerIn: parent
                visible: pile.step >= 24 && place.status === "lifted"
                name: "arrow-down"
                size: Math.min(34, pile.step - 8)
                weight: "bold"
            }

            Row {
                anchors.centerIn: parent
                visible: place.status === "doing" && pile.step >= 20
                spacing: 8

                Repeater {
                    model: 3

                    Rectangle {
                        width: 11
                        height: 11
                        radius: 6
                        color: place.ink
                    }
                }
            }
        }
    }

    DashedFrame {
        x: pile.width * 0.14
        y: pad.y - (bookList.count > 0 ? 2 : 1) * pile.step
        width: pile.width * 0.72
        height: pile.step - 3
        visible: pile.ghost
        radius: 6
        edgeWidth: 4
        edge: Theme.ink

        Label {
            anchors.centerIn: parent
            text: "?"
            weight: Font.Bold
            lineHeight: 1
            size: Math.min(34, pile.step - 8)
            Accessible.ignored: true
        }
    }
}
