// The anatomy of a page: masthead, question, stage, action row. Portrait stacks them; landscape
// puts question, picture and alternative in a column at the start. Pages place their stage between
// `stageTop` and `stageBottom`.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

FocusScope {
    id: frame

    required property KioskView kiosk
    property string question: ""
    property string lead: ""
    property int questionSize: Theme.portrait ? Theme.title : 72
    property color ground: Theme.page
    property bool split: true

    property string mainText: ""
    property string mainIcon: ""
    property bool mainWaiting: false
    property color mainFill: Theme.primary
    property color mainOn: Theme.primaryInk
    property string backText: ""
    property string backIcon: ""
    property string backName: "action-back"
    property bool backVisible: backText !== ""
    property alias hint: hintSlot.data
    property int hintHeight: 0
    property int countdownFull: 20

    // Whether digits typed now go to this page's field: nothing else has the focus.
    readonly property bool typing: !backButton.activeFocus && !mainButton.activeFocus

    signal confirmed
    signal helpWanted
    signal wentBack

    readonly property bool portrait: Theme.portrait
    readonly property bool closing: kiosk.secondsLeft >= 0
    property string warning: Words.notice(kiosk.noticeCode === "separate" ? "" : kiosk.noticeCode, kiosk.noticeTries, kiosk.noticeDate)

    readonly property int startX: Theme.margin
    readonly property int startWidth: portrait || !split ? width - 2 * Theme.margin : Theme.startColumn - Theme.margin - 48
    readonly property int mainX: portrait || !split ? Theme.margin : Theme.startColumn + 48
    readonly property int mainWidth: width - mainX - Theme.margin
    readonly property int actionY: Theme.contentHeight - Theme.actionHeight - (portrait ? 28 : 24)
    readonly property bool hasActions: mainText !== "" || backVisible
    readonly property int footTop: (hasActions ? actionY : Theme.contentHeight - 4) - footSpace
    readonly property int footSpace: !portrait ? 0 : closing ? 140 + 24 : hintHeight > 0 ? hintHeight + 16 : 0
    // Where the stage may begin: below the question, or (landscape) at the top of its own column.
    readonly property int questionBottom: questionColumn.y + questionColumn.height
    readonly property int stageTop: portrait || !split ? questionBottom + 32 : Theme.mastheadHeight
    readonly property int stageBottom: footTop - (portrait ? 24 : 8)
    // The rest of the column at the start (landscape only).
    readonly property int startTop: questionBottom + 32
    readonly property int startBottom: backVisible ? backButton.y - 24 : Theme.contentHeight - 32

    Accessible.role: Accessible.Pane
    Accessible.name: question

    Rectangle {
        anchors.fill: parent
        color: frame.ground
    }

    Rectangle {
        visible: !frame.portrait && frame.split
        width: Theme.startColumn
        height: Theme.contentHeight
        color: frame.ground === Theme.page ? Theme.surface : frame.ground
        border.width: 0
    }

    Masthead {
        width: parent.width
        kiosk: frame.kiosk
        split: frame.split
    }

    Column {
        id: questionColumn

        x: frame.startX
        y: Theme.mastheadHeight + 2
        width: frame.startWidth
        spacing: 12

        Title {
            width: parent.width
            visible: text !== ""
            words: frame.question
            size: frame.questionSize
            maximumLineCount: 3
        }

        Label {
            width: parent.width
            visible: text !== "" && frame.warning === ""
            text: frame.lead
            size: Theme.lead
            color: frame.ground === Theme.attention ? Theme.attentionInk : Theme.ink2
        }

        Item {
            width: 1
            height: 8
            visible: frame.warning !== ""
        }

        Notice {
            width: parent.width
            visible: frame.warning !== ""
            line: frame.warning
            iconName: "warning-circle"
        }
    }

    Item {
        id: hintSlot

        x: frame.mainX
        y: frame.portrait ? frame.actionY - 16 - height : frame.actionY
        width: frame.portrait ? frame.mainWidth : mainButton.x - x - 24
        height: frame.portrait ? frame.hintHeight : Theme.actionHeight
        visible: !frame.closing
    }

    Countdown {
        x: frame.mainX
        y: frame.portrait ? frame.actionY - 24 - height : frame.actionY
        width: frame.portrait ? frame.mainWidth : mainButton.x - x - 24
        visible: frame.closing
        compact: !frame.portrait
        seconds: frame.kiosk.secondsLeft
        full: frame.countdownFull
        onStayed: frame.kiosk.stay()
    }

    Action {
        id: backButton

        objectName: frame.backName
        x: frame.startX
        y: frame.portrait ? frame.actionY : Theme.contentHeight - 32 - height
        width: frame.portrait ? implicitWidth : frame.startWidth
        height: frame.portrait ? Theme.actionHeight : 108
        visible: frame.backVisible
        secondary: true
        text: frame.backText
        iconName: frame.backIcon
        labelSize: frame.portrait ? Theme.action : 40
        onClicked: frame.wentBack()
    }

    Action {
        id: mainButton

        readonly property int from: frame.portrait && frame.backVisible ? backButton.x + backButton.width + 24 : frame.mainX

        objectName: "action-main"
        x: frame.portrait ? from : frame.width - Theme.margin - width
        y: frame.actionY
        width: frame.portrait ? frame.width - Theme.margin - from : Math.max(600, implicitWidth)
        visible: frame.mainText !== ""
        text: frame.mainText
        iconName: waiting ? "" : frame.mainIcon
        iconLast: frame.mainIcon === "arrow-right"
        waiting: frame.mainWaiting
        fill: frame.mainFill
        on: frame.mainOn
        onClicked: frame.confirmed()
    }
}
