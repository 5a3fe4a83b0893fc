// A bundled icon in one colour; silent, because a word stands beside it.
import QtQuick

Image {
    id: icon

    required property string name
    property color color: Theme.ink
    property int size: 42
    property string weight: Theme.contrast ? "fill" : size >= 60 ? "regular" : "bold"
    // What points along the line of reading points the other way on a mirrored page.
    readonly property bool directional: /^(arrow|caret)-(left|right)$/.test(name)

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name === "" ? "" : "image://icons/" + weight + "/" + name + "/" + String(color).slice(1)
    Accessible.ignored: true

    transform: Scale {
        origin.x: icon.width / 2
        xScale: icon.directional ? 1 : Theme.turn
    }
}
