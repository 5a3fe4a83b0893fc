// "Quel prêt annuler ?": those just made, for as long as they can be.
import QtQuick
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-undo"
    question: qsTr("Quel prêt annuler\u202f?")
    lead: qsTr("Laissez-le sur le plateau. Il reste ensuite à la bibliothèque.")
    backText: qsTr("Retour")
    backIcon: "arrow-left"
    onWentBack: kiosk.back()

    readonly property FlowView flow: kiosk.flow

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
