// "Présentez votre carte.": on the pad, under the scanner, or typed.
import QtQuick
import Beaupre.Look
import "../controls"

PageFrame {
    id: page

    objectName: "page-identify"
    question: qsTr("Présentez votre carte.")
    lead: portrait ? qsTr("Posez-la, ou passez son code-barres.") : ""
    backText: qsTr("Retour")
    backIcon: "arrow-left"
    mainText: kiosk.checking ? qsTr("Un instant…") : missing > 0 ? Words.digitsMissing(missing) : qsTr("Continuer")
    mainIcon: "arrow-right"
    mainWaiting: kiosk.checking || missing > 0
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.back()

    readonly property int missing: kiosk.cardLength - kiosk.cardEntry.length
    readonly property int panelTop: portrait ? questionBottom + 28 : startTop
    readonly property int panelBottom: portrait ? typed.y - 28 : startBottom
    // The keys are as big as there is room for below what stands above them.
    readonly property int wanted: typed.above + 4 * 112 + 3 * 16
    readonly property int typedTop: !portrait ? stageTop : Theme.reach > 0 ? Theme.reach - typed.above : Theme.large ? panelTop : Math.min(panelTop + 356 + 28, stageBottom - wanted)
    readonly property int keysBottom: Theme.reach > 0 ? actionY - 16 : stageBottom

    // What is drawn is what one does.
    Rectangle {
        id: pictures

        x: page.startX
        y: page.panelTop
        width: page.startWidth
        height: Math.min(page.portrait ? (Theme.reach > 0 ? 440 : 356) : 340, page.panelBottom - y)
        visible: !Theme.large && height >= 180
        radius: Theme.rPanel
        color: Theme.doingSoft
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.line

        CardPictures {
            anchors.fill: parent
        }
    }

    Column {
        id: typed

        readonly property real above: field.height + spacing + (headline.visible ? headline.height + spacing : 0)

        x: page.mainX
        y: page.typedTop
        width: page.mainWidth
        spacing: page.portrait && !Theme.large ? 26 : 20

        Item {
            id: headline

            width: parent.width
            height: heading.height
            visible: !Theme.large || page.warning === "" && page.portrait

            Label {
                id: heading

                width: Math.min(implicitWidth, parent.width)
                text: qsTr("Ou tapez le numéro de la carte")
                size: Theme.large ? 56 : Theme.body
                weight: Font.DemiBold
            }

            Rectangle {
                x: heading.width + 24
                y: (parent.height - height) / 2
                width: Math.max(0, parent.width - x)
                height: 3
                visible: !Theme.large
                color: Theme.line
            }
        }

        CardField {
            id: field

            width: parent.width
            height: Theme.large ? 136 : page.portrait ? 112 : 100
            entry: page.kiosk.cardEntry
            length: page.kiosk.cardLength
            ringed: page.activeFocus && !keypad.activeFocus && page.typing
        }

        Keypad {
            id: keypad

            keyWidth: (page.mainWidth - 32) / 3
            keyHeight: Math.max(Theme.touchFloor, Math.min(Theme.large ? 136 : 112, (page.keysBottom - page.typedTop - typed.above - 48) / 4))
            onDigit: value => page.kiosk.digit(value)
            onBackspaced: page.kiosk.backspace()
            onCleared: page.kiosk.clear()
        }
    }
}
