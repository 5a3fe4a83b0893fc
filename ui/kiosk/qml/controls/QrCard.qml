// A code to aim a telephone at, black on white in every mode, with its quiet zone.
import QtQuick
import Beaupre.Look
import Beaupre.Art

Rectangle {
    id: card

    required property string text
    property string spoken: text

    radius: 16
    color: "#FFFFFF"
    border.width: Theme.edge
    border.color: Theme.line
    Accessible.role: Accessible.Graphic
    Accessible.name: spoken

    // A code has its corners where they are, in Arabic too.
    QrPainting {
        anchors.fill: parent
        anchors.margins: 3
        text: card.text

        transform: Scale {
            origin.x: (card.width - 6) / 2
            xScale: Theme.turn
        }
    }
}
