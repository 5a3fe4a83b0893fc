// A pile on the pad, and an arrow: it goes away with you.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: picture

    readonly property var books: [
        { x: 8, y: 118, w: 244, h: 48, color: String(Theme.sky), band: String(Theme.pad) },
        { x: 34, y: 82, w: 206, h: 36, color: String(Theme.coral), band: String(Theme.paper) },
        { x: 12, y: 36, w: 230, h: 46, color: "#EFEADC", band: "#A63D2B" },
        { x: 26, y: 0, w: 196, h: 36, color: String(Theme.giveBack), band: "#153E75" }
    ]

    implicitWidth: 336
    implicitHeight: 196 * width / 336
    Accessible.ignored: true

    Item {
        width: 336
        height: 196
        scale: picture.width / 336
        transformOrigin: Item.TopLeft

        Repeater {
            model: picture.books

            FlatBook {
                required property var modelData

                x: modelData.x + 18
                y: modelData.y
                width: modelData.w
                height: modelData.h
                color: modelData.color
                band: modelData.band
            }
        }

        PadBar {
            x: 0
            y: 166
            width: 308
            height: 28
        }

        Arrow {
            x: 268
            y: -4
            width: 66
            height: 84
            thickness: 13
            down: false
            color: Theme.primaryInk
        }
    }
}
