// Letters to be touched, laid out as on the keyboards of the language. Keys do not take the focus
// when touched: it stays on what is being filled in.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: keys

    required property string language
    readonly property int gap: 16
    property bool digits: false
    // Of two alphabets, the one in use: most titles here are not in Arabic letters.
    property bool latin: false
    readonly property var layouts: ({
            "fr": ["azertyuiop", "qsdfghjklm", "wxcvbn’-"],
            "en": ["qwertyuiop", "asdfghjkl", "zxcvbnm’-"],
            "es": ["qwertyuiop", "asdfghjklñ", "zxcvbnm’-"],
            "ar": ["ضصثقفغعهخحج", "شسيبلاتنمكط", "ئءؤرىةوزظدذ"],
            "123": ["1234567890", "éèàçùâêîôû", ".,:&?/’-"]
        })
    readonly property bool arabic: language === "ar" && !latin
    readonly property var rows: layouts[digits ? "123" : latin ? "fr" : language] ?? layouts["en"]
    readonly property int columns: rows.reduce((most, row) => Math.max(most, row.length), 0)
    readonly property real keyWidth: Math.min(148, (width - (columns - 1) * gap) / columns)
    readonly property real keyHeight: Math.min(136, (height - 3 * gap) / 4)

    signal typed(string text)
    signal erased

    onLanguageChanged: latin = false

    // Letters stand where they stand on a keyboard, whatever the direction of the page.
    function standing(x: real, wide: real): real {
        return Theme.mirrored ? width - x - wide : x;
    }

    Repeater {
        model: 3

        Item {
            id: line

            required property int index
            readonly property string letters: keys.rows[index]
            readonly property real from: (keys.width - letters.length * keys.keyWidth - (letters.length - 1) * keys.gap) / 2

            width: keys.width
            height: keys.keyHeight
            y: index * (keys.keyHeight + keys.gap)

            Repeater {
                model: line.letters.split("")

                ScreenKey {
                    required property int index
                    required property string modelData

                    objectName: "letter-" + modelData
                    // Arabic letters begin at the right of their row, as on its keyboards.
                    readonly property int place: keys.arabic && !keys.digits ? line.letters.length - 1 - index : index

                    x: keys.standing(line.from + place * (keys.keyWidth + keys.gap), keys.keyWidth)
                    width: keys.keyWidth
                    height: keys.keyHeight
                    text: modelData
                    onClicked: keys.typed(modelData)
                }
            }
        }
    }

    Row {
        id: last

        readonly property real wide: Math.max(1.6 * keys.keyWidth, 150)

        y: 3 * (keys.keyHeight + keys.gap)
        width: keys.width
        spacing: keys.gap

        ScreenKey {
            objectName: "key-digits"
            width: last.wide
            height: keys.keyHeight
            special: true
            text: keys.digits ? (keys.arabic ? "ابت" : "abc") : "123"
            spoken: keys.digits ? qsTr("Lettres") : qsTr("Chiffres et accents")
            onClicked: keys.digits = !keys.digits
        }

        ScreenKey {
            id: alphabet

            objectName: "key-alphabet"
            width: visible ? last.wide : 0
            height: keys.keyHeight
            visible: keys.language === "ar" && !keys.digits
            special: true
            text: keys.latin ? "ابت" : "ABC"
            spoken: keys.latin ? qsTr("Lettres arabes") : qsTr("Lettres latines")
            onClicked: keys.latin = !keys.latin
        }

        ScreenKey {
            objectName: "key-space"
            width: keys.width - 2 * last.wide - 2 * keys.gap - (alphabet.visible ? last.wide + keys.gap : 0)
            height: keys.keyHeight
            text: qsTr("espace")
            small: true
            onClicked: keys.typed(" ")
        }

        ScreenKey {
            objectName: "key-backspace"
            width: last.wide
            height: keys.keyHeight
            special: true
            iconName: "backspace"
            spoken: qsTr("Effacer la dernière lettre")
            onClicked: keys.erased()
        }
    }
}
