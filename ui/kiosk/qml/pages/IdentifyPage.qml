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

    // What is drawn is what one does.
    Rectangle {
        id: pictures

        x: page.startX
        y: page.panelTop
        width: page.startWidth
        height: Math.min(page.portrait ? 356 : 340, page.panelBottom - y)
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

        x: page.mainX
        y: page.portrait ? Math.min(page.panelTop + 356 + 28, page.stageBottom - height) : page.stageTop
        width: page.mainWidth
        spacing: page.portrait ? 26 : 20

        Item {
            width: parent.width
            height: page.portrait ? 46 : 40

            Label {
                id: heading

                text: qsTr("Ou tapez le numéro de la carte")
                weight: Font.DemiBold
                wrapMode: Text.NoWrap
            }

            Rectangle {
                anchors.left: heading.right
                anchors.leftMargin: 24
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                height: 3
                color: Theme.line
            }
        }

        CardField {
            width: parent.width
            height: page.portrait ? 112 : 100
            entry: page.kiosk.cardEntry
            length: page.kiosk.cardLength
            ringed: page.activeFocus && !keypad.activeFocus && page.typing
        }

        Keypad {
            id: keypad

            keyWidth: (page.mainWidth - 32) / 3
            keyHeight: 112
            onDigit: value => page.kiosk.digit(value)
            onBackspaced: page.kiosk.backspace()
            onCleared: page.kiosk.clear()
        }
    }
}
