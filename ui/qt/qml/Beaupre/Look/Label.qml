// Running text.
import QtQuick

Text {
    id: label

    property int size: Theme.body
    property int weight: Font.Normal
    property bool columns: false

    color: Theme.ink
    font.family: Theme.textFamily
    font.pixelSize: size
    font.weight: weight
    font.features: columns ? ({ "tnum": 1 }) : ({})
    lineHeight: Theme.textLine
    wrapMode: Text.WordWrap
    textFormat: Text.PlainText
    horizontalAlignment: Theme.ahead
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    transform: Scale {
        origin.x: label.width / 2
        xScale: Theme.turn
    }
}
