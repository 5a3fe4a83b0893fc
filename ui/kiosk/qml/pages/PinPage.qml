// "Votre code secret ?": dots only, no name before it is right.
import QtQuick
import "../controls"

PageFrame {
    id: page

    objectName: "page-pin"
    question: qsTr("Votre code secret\u202f?")
    questionSize: portrait ? 92 : 72
    lead: qsTr("Quatre chiffres. L’écran ne les montre pas.")
    backText: qsTr("Retour")
    backIcon: "arrow-left"
    mainText: kiosk.checking ? qsTr("Un instant…") : missing > 0 ? Words.digitsMissing(missing) : qsTr("Valider")
    mainIcon: "arrow-right"
    mainWaiting: kiosk.checking || missing > 0
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.back()

    readonly property int missing: kiosk.pinLength - kiosk.pinDigits

    PinBoxes {
        id: boxes

        x: page.portrait ? (page.width - width) / 2 : page.startX
        y: page.portrait ? page.questionBottom + (page.closing || page.warning !== "" ? 36 : 92) : page.startTop + 24
        spacing: page.portrait ? 28 : 20
        boxWidth: page.portrait ? 132 : 114
        boxHeight: page.portrait ? 156 : Math.min(136, forgotten.y - y - 12) // a long warning leaves less
        filled: page.kiosk.pinDigits
        count: page.kiosk.pinLength
        ringed: page.activeFocus && !keypad.activeFocus && page.typing
    }

    Keypad {
        id: keypad

        x: page.portrait ? (page.width - width) / 2 : page.mainX
        y: page.portrait ? boxes.y + boxes.height + (page.closing || page.warning !== "" ? 48 : 80) : page.stageTop + 8
        keyWidth: page.portrait ? 243 : (page.mainWidth - 32) / 3
        keyHeight: page.portrait ? (page.closing && page.warning !== "" ? 130 : 148) : 148
        onDigit: value => page.kiosk.digit(value)
        onBackspaced: page.kiosk.backspace()
        onCleared: page.kiosk.clear()
    }

    TextLink {
        id: forgotten

        objectName: "forgotten"
        x: page.portrait ? (page.width - width) / 2 : page.startX
        y: page.portrait ? keypad.y + keypad.height + 56 : page.startBottom - height
        visible: !page.portrait || !page.closing
        text: qsTr("J’ai oublié mon code")
        iconName: "question"
        onClicked: page.helpWanted()
    }
}
