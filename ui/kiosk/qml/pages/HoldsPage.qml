// What she waits for, what is ready and where, and how to give one up.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-holds"
    question: flow.lines.count === 0 ? qsTr("Aucune réservation en cours.") : qsTr("Vos réservations.")
    backText: qsTr("Retour")
    backIcon: "arrow-left"
    mainText: qsTr("Terminer")
    mainIcon: "check"
    mainWaiting: flow.asking
    mainFill: Theme.contrast ? Theme.primary : Theme.ink
    mainOn: Theme.contrast ? Theme.primaryInk : Theme.surface
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.back()

    readonly property FlowView flow: kiosk.flow

    hintHeight: portrait ? (Theme.large ? 100 : 84) : 0
    hint: [
        TextLink {
            objectName: "to-look"
            visible: page.portrait && !page.flow.asking
            anchors.verticalCenter: parent.verticalCenter
            iconName: "magnifying-glass"
            room: page.hintWidth
            text: qsTr("Découvrir")
            onClicked: page.kiosk.look.begin()
        }
    ]

    LineList {
        x: page.mainX
        y: page.linesTop
        width: page.mainWidth
        height: page.stageBottom - y
        flow: page.flow
        buttons: true
        spoken: page.question
    }
}
