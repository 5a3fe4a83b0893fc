// Ten digits, 1 at top left; clear and backspace tinted. Keys do not take the focus when touched:
// it stays on what is being filled in.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Grid {
    id: keypad

    property int keyWidth: 306
    property int keyHeight: 112

    signal digit(string value)
    signal backspaced
    signal cleared

    columns: 3
    // Digits stand the same way in every language.
    layoutDirection: Theme.mirrored ? Qt.RightToLeft : Qt.LeftToRight
    spacing: 16

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "backspace"]

        TouchTarget {
            id: key

            required property string modelData
            readonly property bool special: modelData.length > 1

            objectName: "key-" + modelData
            width: keypad.keyWidth
            height: keypad.keyHeight
            radius: Theme.rKey
            focusPolicy: Qt.TabFocus
            text: modelData === "clear" ? qsTr("Tout effacer") : special ? "" : modelData
            spoken: modelData === "backspace" ? qsTr("Effacer le dernier chiffre") : text
            onClicked: {
                if (modelData === "clear")
                    keypad.cleared();
                else if (modelData === "backspace")
                    keypad.backspaced();
                else
                    keypad.digit(modelData);
            }

            background: Rectangle {
                readonly property color base: key.special ? Theme.sunken : Theme.surface

                radius: key.radius
                color: key.pressed ? Theme.pressed(base) : base
                border.width: key.special && !Theme.contrast ? 0 : Theme.edge
                border.color: Theme.control
            }

            contentItem: Item {
                Label {
                    anchors.centerIn: parent
                    width: Math.min(implicitWidth, key.width - 24)
                    text: key.text
                    size: key.special ? (Theme.large ? 50 : 34) : Theme.large ? 92 : 60
                    horizontalAlignment: Text.AlignHCenter
                    weight: key.special ? Font.Bold : Font.DemiBold
                    lineHeight: 0.9
                    Accessible.ignored: true
                }

                Icon {
                    anchors.centerIn: parent
                    visible: key.modelData === "backspace"
                    name: "backspace"
                    size: Theme.pictured(56)
                }
            }
        }
    }
}
