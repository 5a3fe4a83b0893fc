// What she owes, and what she was told.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-messages"
    question: flow.balance > 0 ? qsTr("Vous devez %1.").arg(FlowWords.money(flow.balance)) : qsTr("Rien à régler.")
    lead: flow.balance > 0 ? qsTr("Cela se règle à l’accueil.") : flow.messages === 0 ? qsTr("Et pas de message.") : ""
    backText: qsTr("Retour")
    backIcon: "arrow-left"
    mainText: qsTr("Terminer")
    mainIcon: "check"
    mainFill: Theme.contrast ? Theme.primary : Theme.ink
    mainOn: Theme.contrast ? Theme.primaryInk : Theme.surface
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.back()

    readonly property FlowView flow: kiosk.flow

    EmptyNote {
        x: page.mainX
        y: page.stageTop
        width: page.mainWidth
        visible: page.flow.balance <= 0 && page.flow.fees === 0 && page.flow.messages === 0
        iconName: "check-circle"
        text: qsTr("Tout est en ordre.")
    }

    LineList {
        x: page.mainX
        y: page.stageTop
        width: page.mainWidth
        height: page.stageBottom - y
        flow: page.flow
        spoken: page.question
    }
}
