// The receipt on screen: each thing with its day, and a code that holds the same words.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-receipt"
    question: qsTr("Votre ticket")
    lead: qsTr("Visez le code pour le garder.")
    backText: qsTr("Retour")
    backIcon: "arrow-left"
    mainText: kiosk.receipt.alone ? qsTr("Continuer") : qsTr("Terminer")
    mainIcon: kiosk.receipt.alone ? "arrow-right" : "check"
    mainFill: Theme.contrast ? Theme.primary : kiosk.way === "return" ? Theme.ink : Theme.primary
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.back()

    readonly property FlowView flow: kiosk.flow
    readonly property bool several: flow.family.length > 1 && !kiosk.receipt.alone
    // With big letters on a wide screen the list needs the room: whose it is stands at the start.
    readonly property bool aside: Theme.large && !portrait
    readonly property int codeSide: portrait ? 380 : 400
    // What is only read stands above what is touched.
    readonly property bool codeFirst: portrait && reachTop > stageTop

    FamilyBar {
        id: people

        x: page.aside ? page.startX : page.mainX
        y: page.aside ? page.startTop : page.reachTop
        width: page.aside ? page.startWidth : page.mainWidth
        visible: page.several
        session: page.flow
    }

    LineList {
        id: list

        x: page.mainX
        y: people.visible && !page.aside ? people.y + people.height + 24 : page.reachTop
        width: page.mainWidth
        height: page.stageBottom - y - (code.visible && page.portrait && !page.codeFirst ? code.height + 24 : 0)
        flow: page.flow
        spoken: page.question
    }

    QrCard {
        id: code

        objectName: "receipt-code"
        x: page.portrait ? page.mainX + (page.mainWidth - width) / 2 : page.startX
        y: page.codeFirst ? page.stageTop : page.portrait ? page.stageBottom - height : page.startTop
        width: page.portrait ? page.codeSide : Math.min(page.startWidth, page.startBottom - page.startTop)
        height: width
        // With big letters the words come first.
        visible: !Theme.large && page.kiosk.receipt.code !== ""
        text: page.kiosk.receipt.code
        spoken: qsTr("Un code à viser")
    }
}
