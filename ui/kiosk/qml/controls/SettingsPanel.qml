// How the pages look; with big letters the dock has no room for it.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

OptionPanel {
    id: panel

    required property KioskView kiosk

    objectName: "settings-panel"
    title: qsTr("Réglages")

    OptionButton {
        objectName: "text"
        focus: true
        width: panel.optionWidth
        iconName: "text-aa"
        text: qsTr("Grand texte")
        checkable: true
        on: panel.kiosk.modes.large
        onClicked: {
            panel.kiosk.modes.toggle("large");
            panel.closed();
        }
    }

    OptionButton {
        objectName: "contrast"
        width: panel.optionWidth
        iconName: "circle-half"
        text: qsTr("Contraste")
        checkable: true
        on: panel.kiosk.modes.contrast
        onClicked: panel.kiosk.modes.toggle("contrast")
    }

    OptionButton {
        objectName: "low"
        width: panel.optionWidth
        visible: Theme.portrait
        iconName: "arrow-line-down"
        text: qsTr("Plus bas")
        checkable: true
        on: panel.kiosk.modes.low
        onClicked: panel.kiosk.modes.toggle("low")
    }

    OptionButton {
        objectName: "easy"
        width: panel.optionWidth
        visible: panel.kiosk.hasEasyWords
        iconName: "chat-circle-text"
        text: qsTr("Mots simples")
        checkable: true
        on: panel.kiosk.modes.easy
        onClicked: panel.kiosk.modes.toggle("easy")
    }

    OptionButton {
        objectName: "listen"
        width: panel.optionWidth
        visible: panel.kiosk.listening.available
        iconName: "headphones"
        text: qsTr("Écouter")
        checkable: true
        on: panel.kiosk.listening.on
        onClicked: panel.kiosk.listening.toggle()
    }

    Loudness {
        width: panel.optionWidth
        visible: panel.kiosk.listening.on && Theme.portrait
        kiosk: panel.kiosk
    }

    VolumeButton {
        width: panel.optionWidth
        visible: panel.kiosk.listening.on && !Theme.portrait
        kiosk: panel.kiosk
        step: -1
    }

    VolumeButton {
        width: panel.optionWidth
        visible: panel.kiosk.listening.on && !Theme.portrait
        kiosk: panel.kiosk
        step: 1
    }
}
