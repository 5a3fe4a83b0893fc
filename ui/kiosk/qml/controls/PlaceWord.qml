// Where copies of a title are: icon and words in the colour that says whether they can be had now.
import QtQuick
import Beaupre.Look

Row {
    id: place

    required property string sort
    required property string words
    property int size: Theme.large ? 58 : Theme.support
    readonly property color tint: LookWords.color(sort)

    spacing: 14

    Icon {
        id: icon

        y: (Math.min(word.height, place.size * 1.5) - height) / 2
        name: LookWords.icon(place.sort)
        size: Math.round(place.size * 1.22)
        weight: Theme.contrast ? "fill" : "bold"
        color: place.tint
    }

    Label {
        id: word

        width: place.width - icon.width - place.spacing
        text: place.words
        size: place.size
        weight: Font.Bold
        color: place.tint
        maximumLineCount: Theme.large ? 2 : 1
        wrapMode: Theme.large ? Text.WordWrap : Text.NoWrap
        fontSizeMode: Theme.large ? Text.FixedSize : Text.HorizontalFit
        minimumPixelSize: 22
        Accessible.ignored: true
    }
}
