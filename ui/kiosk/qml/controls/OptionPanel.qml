// A page of large buttons over the stage: the languages, or how the pages are to look. Escape and
// the action close it.
import QtQuick
import Beaupre.Look

FocusScope {
    id: panel

    property string title
    default property alias options: grid.data
    readonly property int columns: Theme.large && Theme.portrait ? 1 : Theme.portrait ? 2 : 3
    readonly property real optionWidth: (width - 2 * Theme.margin - (columns - 1) * Theme.gap) / columns

    signal closed

    Accessible.role: Accessible.Pane
    Accessible.name: title
    Keys.onEscapePressed: closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }

    Title {
        id: heading

        x: Theme.margin
        y: Theme.portrait ? 128 : 64
        width: parent.width - 2 * Theme.margin
        words: panel.title
        size: Theme.title
    }

    Grid {
        id: grid

        x: Theme.margin
        y: heading.y + heading.height + 48
        columns: panel.columns
        spacing: Theme.gap
    }

    Action {
        objectName: "panel-close"
        x: Theme.portrait ? Theme.margin : parent.width - Theme.margin - width
        y: Theme.contentHeight - 28 - height
        width: Theme.portrait ? parent.width - 2 * Theme.margin : 600
        height: Theme.actionHeight
        text: qsTr("Fermer")
        iconName: "x"
        fill: Theme.contrast ? Theme.primary : Theme.ink
        on: Theme.contrast ? Theme.primaryInk : Theme.surface
        onClicked: panel.closed()
    }
}
