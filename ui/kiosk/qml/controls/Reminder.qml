// One sentence to leave with.
import QtQuick
import Beaupre.Look

Row {
    id: reminder

    required property string iconName
    property alias text: words.text

    spacing: 28

    Icon {
        id: icon

        y: (reminder.height - height) / 2
        name: reminder.iconName
        size: Theme.pictured(54)
        weight: "bold"
    }

    Label {
        id: words

        y: (reminder.height - height) / 2
        width: reminder.width - icon.width - reminder.spacing
        weight: Font.DemiBold
        size: Theme.large ? 56 : Theme.body
    }
}
