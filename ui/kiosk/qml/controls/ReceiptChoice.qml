// "Un ticket ?": two by two, the usual one focused.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

FocusScope {
    id: choice

    required property ReceiptView receipt
    property int tileHeight: 240
    readonly property int columns: 2
    readonly property int rows: Math.ceil(receipt.ways.length / columns)

    implicitHeight: rows * tileHeight + (rows - 1) * Theme.gap
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Un ticket\u202f?")

    Repeater {
        model: choice.receipt.ways

        ReceiptTile {
            required property int index
            required property string modelData
            // One that stands alone in its row has all of it.
            readonly property bool alone: index === choice.receipt.ways.length - 1 && index % 2 === 0
            readonly property real half: (choice.width - Theme.gap) / 2

            objectName: "receipt-" + modelData
            x: index % 2 * (half + Theme.gap)
            y: Math.floor(index / 2) * (choice.tileHeight + Theme.gap)
            width: alone ? choice.width : half
            height: choice.tileHeight
            way: modelData
            mail: choice.receipt.mail
            goesOn: choice.receipt.alone
            focus: modelData === choice.receipt.focus
            onClicked: choice.receipt.choose(modelData)
        }
    }
}
