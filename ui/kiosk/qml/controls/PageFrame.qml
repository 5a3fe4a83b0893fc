// The anatomy of a page: masthead, question, stage, action row. Portrait stacks them; landscape
// puts question, picture and alternative in a column at the start. Pages place their stage between
// `stageTop` and `stageBottom`. With big letters a page that is about to close says that alone.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

FocusScope {
    id: frame

    required property KioskView kiosk
    property string question: ""
    property string lead: ""
    property int questionSize: Theme.title
    property color ground: Theme.page
    property color groundInk: Theme.ink
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
    // On a wide screen: above the way back, not beside the main action.
    property bool hintAtStart: false
    readonly property bool hintAside: hintAtStart && !portrait
    readonly property real hintWidth: hintSlot.width
    property int countdownFull: 20
    // It has room for the countdown even with big letters.
    property bool closesInPlace: false
    default property alias stage: stageSlot.data

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
    readonly property int rowHeight: Math.max(mainButton.implicitHeight, backVisible && portrait ? backButton.implicitHeight : 0)
    readonly property int actionY: Theme.contentHeight - rowHeight - (portrait ? 28 : 24)
    readonly property bool hasActions: mainText !== "" || backVisible
    readonly property int footTop: (hasActions ? actionY : Theme.contentHeight - 4) - footSpace
    readonly property int footSpace: !portrait ? 0 : closing ? countdown.height + 24 : hintHeight > 0 ? hintHeight + 16 : 0
    readonly property bool closingAlone: (Theme.large || Theme.reach > 0) && closing && !closesInPlace
    // Where the stage may begin: below the question, or (landscape) at the top of its own column.
    readonly property int questionBottom: questionColumn.y + questionColumn.height
    readonly property int stageTop: portrait || !split ? questionBottom + 32 : Theme.mastheadHeight
    readonly property int stageBottom: (!portrait && closing ? Math.min(footTop, countdown.y) : footTop) - (portrait ? 24 : Theme.large ? 20 : 8)
    // The rest of the column at the start (landscape only).
    readonly property int startTop: questionBottom + 32
    readonly property int startBottom: backVisible ? backButton.y - 24 : Theme.contentHeight - 32
    // Where what can be touched may begin.
    readonly property int reachTop: Math.max(stageTop, Theme.reach)
    // Where lines may begin whose buttons stand in a sheet within reach.
    readonly property int linesTop: Theme.large ? reachTop : stageTop

    Accessible.role: Accessible.Pane
    Accessible.name: question

    Rectangle {
        anchors.fill: parent
        color: frame.ground
    }

    Rectangle {
        visible: !frame.portrait && frame.split && !frame.closingAlone
        width: Theme.startColumn
        height: Theme.contentHeight
        color: frame.ground === Theme.page ? Theme.surface : frame.ground
        border.width: 0
    }

    Masthead {
        width: parent.width
        kiosk: frame.kiosk
        split: frame.split
        ink: frame.groundInk
    }

    Column {
        id: questionColumn

        x: frame.startX
        y: Theme.mastheadHeight + 2
        width: frame.startWidth
        visible: !frame.closingAlone
        spacing: 12

        Title {
            width: parent.width
            visible: text !== ""
            words: frame.question
            fitted: true
            size: frame.questionSize
            color: frame.groundInk
        }

        Label {
            width: parent.width
            visible: text !== "" && frame.warning === "" && !Theme.large
            text: frame.lead
            size: Theme.lead
            color: frame.ground === Theme.page ? Theme.ink2 : frame.groundInk
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
        id: stageSlot

        anchors.fill: parent
        visible: !frame.closingAlone
    }

    Item {
        id: hintSlot

        x: frame.hintAside ? frame.startX : frame.mainX
        y: frame.hintAside ? frame.startBottom - height : frame.portrait ? frame.actionY - 16 - height : frame.actionY
        width: frame.hintAside ? frame.startWidth : frame.portrait ? frame.mainWidth : mainButton.x - x - 24
        height: frame.portrait || frame.hintAside ? frame.hintHeight : frame.rowHeight
        visible: !frame.closing && frame.hintHeight > 0
    }

    Countdown {
        id: countdown

        x: frame.mainX
        y: frame.portrait ? (frame.hasActions ? frame.actionY - 24 : Theme.contentHeight - 28) - height : frame.actionY + frame.rowHeight - height
        width: frame.portrait || frame.mainText === "" ? frame.mainWidth : mainButton.x - x - 24
        visible: frame.closing && !frame.closingAlone
        compact: !frame.portrait
        seconds: frame.kiosk.secondsLeft
        full: frame.countdownFull
        onStayed: frame.kiosk.stay()
    }

    Loader {
        anchors.fill: parent
        active: frame.closingAlone
        sourceComponent: ClosingAlone {
            seconds: frame.kiosk.secondsLeft
            full: frame.countdownFull
            onStayed: frame.kiosk.stay()
        }
    }

    Action {
        id: backButton

        objectName: frame.backName
        x: frame.startX
        y: frame.portrait ? frame.actionY : Theme.contentHeight - 32 - height
        // Its own width where both fit in a line; else half, and two lines of words.
        width: !frame.portrait ? frame.startWidth : implicitWidth + 24 + mainButton.implicitWidth <= frame.mainWidth ? implicitWidth : Math.min(implicitWidth, (frame.mainWidth - 24) / 2)
        height: frame.portrait ? frame.rowHeight : Math.max(108, implicitHeight - 16)
        visible: frame.backVisible && !frame.closingAlone
        secondary: true
        text: frame.backText
        iconName: Theme.large ? "" : frame.backIcon
        labelSize: frame.portrait ? Theme.action : Theme.large ? 60 : 40
        onClicked: frame.wentBack()
    }

    Action {
        id: mainButton

        readonly property int from: frame.portrait && frame.backVisible ? backButton.x + backButton.width + 24 : frame.mainX

        objectName: "action-main"
        x: frame.portrait ? from : frame.width - Theme.margin - width
        y: frame.actionY
        width: frame.portrait ? frame.width - Theme.margin - from : Math.min(frame.mainWidth, Math.max(Theme.large || frame.closing ? 440 : 600, implicitWidth))
        height: frame.rowHeight
        visible: frame.mainText !== "" && !frame.closingAlone
        text: frame.mainText
        iconName: waiting ? "" : frame.mainIcon
        iconLast: frame.mainIcon === "arrow-right"
        waiting: frame.mainWaiting
        fill: frame.mainFill
        on: frame.mainOn
        onClicked: frame.confirmed()
    }
}
