// "Tout est dans la pochette ?": each part is ticked, by a finger or by its tag.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-parts"
    question: qsTr("Tout est dans la pochette\u202f?")
    questionSize: Theme.titled(portrait ? 71 : 66)
    lead: kit.unseen > 0 && kit.unseen === kit.lacking ? qsTr("Posez tout sur le plateau, à plat.") : qsTr("Touchez chaque pièce que vous voyez.")
    backText: kit.returned ? qsTr("Passer") : qsTr("Retour")
    backIcon: kit.returned ? "" : "arrow-left"
    mainText: kit.lacking > 0 ? qsTr("Encore %n pièce(s)", "", kit.lacking) : !kit.here ? qsTr("Reposez la pochette") : qsTr("Tout est là")
    mainIcon: "arrow-right"
    mainWaiting: kit.lacking > 0 || !kit.here
    mainFill: returning && !Theme.contrast ? Theme.ink : Theme.primary
    mainOn: returning && !Theme.contrast ? Theme.surface : Theme.primaryInk
    hintHeight: Theme.large ? Theme.itemButton : 84
    hintAtStart: true
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.back()

    readonly property KitView kit: kiosk.kit
    readonly property bool returning: kiosk.way === "return"

    hint: TextLink {
        objectName: "kit-incomplete"
        anchors.bottom: parent.bottom
        iconName: "warning-circle"
        room: parent.width
        text: Theme.large ? qsTr("Il manque une pièce") : qsTr("Il manque quelque chose, ou c’est abîmé")
        onClicked: page.kit.incomplete()
    }

    PartList {
        x: page.mainX
        y: page.reachTop
        width: page.mainWidth
        height: page.stageBottom - y
        kit: page.kit
        spoken: page.question
    }
}
