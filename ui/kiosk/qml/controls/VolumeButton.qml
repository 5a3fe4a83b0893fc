// Louder or softer, for who listens to the pages.
import QtQuick
import Beaupre.Kiosk

OptionButton {
    id: button

    required property KioskView kiosk
    // One up or one down.
    required property int step

    objectName: step > 0 ? "louder" : "softer"
    iconName: step > 0 ? "plus" : "minus"
    text: step > 0 ? qsTr("Plus fort") : qsTr("Moins fort")
    plain: true
    onClicked: kiosk.listening.louder(step)
}
