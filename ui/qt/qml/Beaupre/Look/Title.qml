// A question or an instruction, in the title letters.
import QtQuick

Text {
    property int size: Theme.title

    color: Theme.ink
    font.family: Theme.titleFamily
    font.weight: Theme.titleWeight
    font.pixelSize: size
    font.features: ({ "lnum": 1 })
    lineHeight: Theme.titleLine
    wrapMode: Text.WordWrap
    textFormat: Text.PlainText
    Accessible.role: Accessible.Heading
    Accessible.name: text
}
