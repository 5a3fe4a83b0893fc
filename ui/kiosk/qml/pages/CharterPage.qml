// The charter, in short or whole, page by page; accepting it signs it.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk
import "../controls"

PageFrame {
    id: page

    objectName: "page-charter"
    question: whole ? qsTr("La charte, mot à mot") : qsTr("La charte, en bref")
    backText: qsTr("Retour")
    backIcon: "arrow-left"
    mainText: kit.signing ? qsTr("Un instant…") : (Theme.large || closing) && !portrait ? qsTr("J’accepte") : qsTr("J’ai lu et j’accepte")
    mainIcon: "check"
    mainWaiting: kit.signing
    hintHeight: Theme.large ? Theme.itemButton : 84
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.back()

    readonly property KitView kit: kiosk.kit
    property bool whole: false
    readonly property string changed: KitWords.notice(kiosk.noticeCode)
    // It says itself that it speaks another language than the screen.
    readonly property var foreign: (whole || kit.brief.length > 0) && kit.language !== kiosk.language ? [{ icon: "translate", text: qsTr("Ce texte n’existe qu’en français.") }] : []
    readonly property var paragraphs: kit.text.map(each => ({ icon: "", text: Words.isolated(each) }))
    // The town's own short form goes before the kiosk's.
    readonly property var brief: kit.brief.length === 0 ? KitWords.brief(kit.due, kit.parts, kit.prices) : KitWords.kept(kit.due).concat(foreign, kit.brief.map(each => ({ icon: "check-circle", text: Words.isolated(each) })))
    readonly property var sentences: whole ? foreign.concat(paragraphs) : brief

    Binding on warning {
        when: page.changed !== ""
        value: page.changed
    }

    hint: TextLink {
        objectName: "charter-whole"
        anchors.verticalCenter: parent.verticalCenter
        iconName: page.whole ? "list-bullets" : "book-open"
        room: parent.width
        text: page.whole ? qsTr("En bref") : qsTr("Texte entier")
        onClicked: page.whole = !page.whole
    }

    Rectangle {
        id: panel

        readonly property int inset: Theme.large ? 28 : 44

        x: page.mainX
        y: Theme.reach > 0 && reading.pages > 1 ? page.stageBottom - height : page.stageTop
        width: page.mainWidth
        height: Math.min(page.stageBottom - page.stageTop, reading.pages > 1 ? page.stageBottom - page.stageTop : reading.used + 2 * inset)
        radius: Theme.rPanel
        color: Theme.surface
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.line

        ReadingPages {
            id: reading

            x: panel.inset
            y: panel.inset
            width: panel.width - 2 * panel.inset
            height: page.stageBottom - page.stageTop - 2 * panel.inset
            size: page.whole || Theme.large ? (Theme.large ? 60 : 36) : page.portrait ? 48 : 42
            gap: page.whole ? 22 : page.portrait && !Theme.large ? 48 : 34
            sentences: page.sentences
            spoken: page.question
        }
    }
}
