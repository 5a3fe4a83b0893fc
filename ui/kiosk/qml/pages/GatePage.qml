// "Pourquoi ça sonne ?": laid on the pad, looked at, put right where it may be.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-gate"
    question: flow.things === 0 ? qsTr("Posez ce qui a sonné.") : flow.looking ? qsTr("Nous regardons.") : qsTr("Voici pourquoi.")
    lead: flow.things === 0 ? qsTr("Videz aussi votre sac\u202f: ce qui sonne est parfois au fond.") : qsTr("Autre chose\u202f? Posez-le aussi.")
    backText: flow.canBorrow ? qsTr("Quitter") : ""
    mainText: flow.looking ? qsTr("Un instant…") : flow.canBorrow ? qsTr("Emprunter") : qsTr("Terminer")
    mainIcon: flow.canBorrow ? "arrow-right" : "check"
    mainWaiting: flow.looking
    mainFill: flow.canBorrow || Theme.contrast ? Theme.primary : Theme.ink
    mainOn: flow.canBorrow || Theme.contrast ? Theme.primaryInk : Theme.surface
    onConfirmed: flow.canBorrow ? kiosk.choose("borrow") : kiosk.confirm()
    onWentBack: kiosk.back()

    readonly property FlowView flow: kiosk.flow

    LineList {
        x: page.mainX
        y: page.stageTop
        width: page.mainWidth
        height: page.stageBottom - y
        flow: page.flow
        spoken: page.question
    }

    EmptyPad {
        x: page.mainX
        y: page.stageTop
        width: page.mainWidth
        height: page.stageBottom - y
        visible: page.flow.things === 0
        way: "borrow"
    }
}
