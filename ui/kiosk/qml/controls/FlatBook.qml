// A book lying flat, seen from its spine: cover, two bands, a block of pages.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Rectangle {
    id: book

    property color band: Theme.paper
    property color pages: Theme.paper
    property bool lit: false

    radius: 6
    border.width: lit ? 2 : 0
    border.color: Theme.control
    Accessible.ignored: true

    Repeater {
        model: [[0.075, 0.024], [0.115, 0.01]]

        Rectangle {
            required property var modelData

            x: book.width * modelData[0]
            y: book.border.width
            width: Math.max(3, book.width * modelData[1])
            height: book.height - 2 * book.border.width
            color: book.band
        }
    }

    Rectangle {
        id: block

        x: book.width - width - 2
        y: book.height * 0.1
        width: book.width * 0.085
        height: book.height * 0.8
        radius: 2
        color: book.pages

        Repeater {
            model: 2

            Rectangle {
                required property int index

                x: block.width * 0.14
                y: block.height * (0.36 + 0.26 * index)
                width: block.width * 0.72
                height: 2
                color: Theme.paperLine
            }
        }
    }

    transform: Scale {
        origin.x: book.width / 2
        xScale: Theme.turn
    }
}
