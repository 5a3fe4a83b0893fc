// Where a list would be: that there is nothing in it, and that this is well.
import QtQuick
import Beaupre.Look

Rectangle {
    id: note

    required property string iconName
    required property string text

    height: words.implicitHeight + 2 * (Theme.large ? 36 : Theme.portrait ? 64 : 44)
    radius: Theme.rPanel
    color: Theme.doneSoft
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.done

    Icon {
        id: icon

        x: 48
        y: (parent.height - height) / 2
        visible: !Theme.large
        name: note.iconName
        size: Theme.portrait ? 104 : 72
        color: Theme.done
    }

    Label {
        id: words

        x: icon.visible ? icon.x + icon.width + 40 : 40
        y: (parent.height - height) / 2
        width: parent.width - x - 40
        text: note.text
        size: Theme.large ? Theme.body : 44
        weight: Font.Bold
        color: Theme.done
    }
}
