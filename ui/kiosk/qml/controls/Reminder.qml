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

        anchors.verticalCenter: parent.verticalCenter
        name: reminder.iconName
        size: 54
        weight: "bold"
    }

    Label {
        id: words

        width: reminder.width - icon.width - reminder.spacing
        weight: Font.DemiBold
        size: Theme.body
    }
}
