// The languages, each under its own name.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Kiosk

OptionPanel {
    id: panel

    required property KioskView kiosk

    objectName: "language-panel"
    title: qsTr("Quelle langue\u202f?")

    Repeater {
        model: panel.kiosk.languages

        OptionButton {
            required property string modelData

            objectName: "language-" + modelData
            width: panel.optionWidth
            text: panel.kiosk.languageNames[modelData]
            on: modelData === panel.kiosk.language
            focus: on
            onClicked: {
                panel.kiosk.useLanguage(modelData);
                panel.closed();
            }
        }
    }
}
