// What the start page has no room for with big letters: what the library says, today's hours, its
// new arrivals, and the way to "did the gate ring?". It lies over the page.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

PageFrame {
    id: panel

    objectName: "board-panel"
    question: qsTr("À la bibliothèque")
    warning: ""
    mainText: qsTr("Fermer")
    mainIcon: "x"
    mainFill: Theme.contrast ? Theme.primary : Theme.ink
    mainOn: Theme.contrast ? Theme.primaryInk : Theme.surface
    hintHeight: gate.visible ? Theme.itemButton : 0
    hintAtStart: true
    onConfirmed: closed()

    signal closed

    readonly property BoardView board: kiosk.board
    readonly property var sentences: [
        ...board.messages.map(text => ({ icon: "calendar-blank", text: text })),
        ...board.state === "" ? [] : [{ icon: "clock", text: qsTr("Aujourd’hui") + "\n" + Words.hours(board.today) }],
        ...board.arrivals.length === 0 ? [] : [{ icon: "books", text: qsTr("Nouveautés") }],
        ...board.arrivals.map(each => ({ icon: "", text: Words.isolated(each.title) }))
    ]

    Keys.onEscapePressed: closed()

    hint: TextLink {
        id: gate

        objectName: visible ? "choose-gate" : ""
        anchors.verticalCenter: parent.verticalCenter
        visible: panel.kiosk.online
        iconName: "bell"
        room: parent.width
        text: qsTr("Le portique a sonné\u202f?")
        onClicked: panel.kiosk.choose("gate")
    }

    ReadingPages {
        x: panel.mainX
        y: panel.portrait ? panel.stageTop : Theme.mastheadHeight
        width: panel.mainWidth
        height: panel.stageBottom - y
        sentences: panel.sentences
        aligned: true
        spoken: panel.question
    }
}
