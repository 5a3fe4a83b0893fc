// "Votre code secret ?": dots only, no name before it is right.
import QtQuick
import Beaupre.Look
import "../controls"

PageFrame {
    id: page

    objectName: "page-pin"
    question: qsTr("Votre code secret\u202f?")
    questionSize: portrait && !Theme.large ? 92 : Theme.title
    lead: qsTr("Quatre chiffres. L’écran ne les montre pas.")
    backText: qsTr("Retour")
    backIcon: "arrow-left"
    mainText: kiosk.checking ? qsTr("Un instant…") : missing > 0 ? Words.digitsMissing(missing) : qsTr("Valider")
    mainIcon: "arrow-right"
    mainWaiting: kiosk.checking || missing > 0
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.back()

    readonly property int missing: kiosk.pinLength - kiosk.pinDigits
    readonly property bool tight: closing || warning !== "" || Theme.large
    readonly property bool low: Theme.reach > 0
    // Landscape: a long warning leaves the boxes no room in its column; they stand above the keys.
    readonly property bool above: Theme.large || startBottom - startTop < 140
    readonly property bool roomy: portrait || startBottom - startTop > 140 + 88
    readonly property int keysBottom: low ? actionY - 16 : portrait && forgotten.visible ? stageBottom - forgotten.height - 24 : stageBottom

    PinBoxes {
        id: boxes

        x: page.portrait ? (page.width - width) / 2 : page.above ? page.mainX : page.startX
        y: !page.portrait ? (page.above ? page.stageTop : page.startTop + 24) : page.low ? (page.questionBottom + Theme.reach - height) / 2 : page.questionBottom + (page.tight ? 36 : 92)
        spacing: page.portrait ? 28 : 20
        boxWidth: page.portrait ? 132 : 114
        boxHeight: page.portrait ? 156 : page.above ? 104 : Math.min(136, (forgotten.visible ? forgotten.y : page.startBottom) - y - 12) // a long warning leaves less
        filled: page.kiosk.pinDigits
        count: page.kiosk.pinLength
        ringed: page.activeFocus && !keypad.activeFocus && page.typing
    }

    Keypad {
        id: keypad

        x: page.portrait ? (page.width - width) / 2 : page.mainX
        y: !page.portrait ? (page.above ? boxes.y + boxes.height + 20 : page.stageTop + 8) : page.low ? Theme.reach : boxes.y + boxes.height + (page.tight ? 48 : 80)
        keyWidth: page.portrait && !Theme.large ? 243 : (page.mainWidth - 32) / 3
        keyHeight: Math.max(Theme.touchFloor, Math.min(148, (page.keysBottom - y - 48) / 4))
        onDigit: value => page.kiosk.digit(value)
        onBackspaced: page.kiosk.backspace()
        onCleared: page.kiosk.clear()
    }

    // It opens the help, which the dock does, too: it goes where there is no room for it.
    TextLink {
        id: forgotten

        objectName: "forgotten"
        x: page.portrait ? (page.width - width) / 2 : page.startX
        y: page.portrait ? page.stageBottom - height - (page.tight ? 0 : 24) : page.startBottom - height
        visible: page.roomy && !Theme.large && !page.low && !(page.portrait && page.closing)
        text: qsTr("J’ai oublié mon code")
        iconName: "question"
        room: page.startWidth
        onClicked: page.helpWanted()
    }
}
