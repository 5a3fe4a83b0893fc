// What a finger, a key or a screen reader can press. Subclasses draw the background and content.
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: target

    // What a screen reader says; never empty.
    property string spoken: text
    property real radius: Theme.rPanel
    property bool ringed: activeFocus

    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    padding: 0
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Keys.onReturnPressed: event => target.pressKey(event)
    Keys.onEnterPressed: event => target.pressKey(event)

    function pressKey(event: var) {
        if (!event.isAutoRepeat)
            target.click();
    }

    FocusRing {
        around: target.radius
        visible: target.ringed
    }
}
