// The top of a page: what is being done, and at the far end who does it or how far it is.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: masthead

    required property KioskView kiosk
    // Read once: each time Python is asked costs a turn.
    readonly property string way: kiosk.way
    readonly property bool plain: way === ""
    readonly property bool landscape: !Theme.portrait && split
    readonly property bool returning: way === "return"
    readonly property bool aside: way === "account" || way === "gate"
    readonly property bool looking: way === "look"
    readonly property string endOfCard: way === "account" ? kiosk.flow.cardEnds : ""
    property bool split: true
    property color ink: Theme.ink

    // The badge of a simulator takes the corner.
    readonly property int lower: kiosk.simulated && !landscape ? 14 : 0

    readonly property real branchRoom: (landscape ? Theme.startColumn - 2 * Theme.margin : day.visible ? day.x - 64 - Theme.margin : width - 2 * Theme.margin) - plate.width - 24

    height: Theme.mastheadHeight
    // Read aloud after the page itself.
    Accessible.role: Accessible.TitleBar

    Row {
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: masthead.plain
        spacing: 24

        Plate {
            id: plate

            text: masthead.kiosk.town
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, masthead.branchRoom)
            text: masthead.kiosk.branch
            size: Theme.large ? 44 : Theme.support
            weight: Font.Medium
            color: Theme.ink2
            maximumLineCount: 2
            elide: Text.ElideRight
            lineHeight: 0.9
        }
    }

    Row {
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: !masthead.plain
        spacing: 14

        Rectangle {
            width: Theme.pictured(60)
            height: width
            radius: 16
            color: masthead.ink !== Theme.ink ? masthead.ink : masthead.looking ? Theme.surface : masthead.returning ? Theme.giveBack : masthead.aside ? Theme.account : Theme.primary
            border.width: masthead.looking ? 4 : masthead.aside && Theme.contrast ? 3 : 0
            border.color: masthead.looking ? Theme.lookEdge : Theme.line
            Accessible.ignored: true

            Icon {
                anchors.centerIn: parent
                name: masthead.looking ? "magnifying-glass" : masthead.returning ? "arrow-down" : masthead.way === "account" ? "user" : masthead.way === "gate" ? "bell" : "arrow-up"
                size: Theme.pictured(34)
                weight: "bold"
                color: masthead.ink !== Theme.ink ? Theme.attention : masthead.looking ? Theme.ink : masthead.returning ? Theme.giveBackInk : masthead.aside ? Theme.accountInk : Theme.primaryInk
            }
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, masthead.width / 2 - 2 * Theme.margin)
            text: masthead.kiosk.kit.title !== "" ? Words.isolated(masthead.kiosk.kit.title) : Words.way(masthead.way)
            elide: Text.ElideRight
            color: masthead.ink
            size: Theme.support
            weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
    }

    Row {
        id: chip

        x: masthead.landscape ? Theme.startColumn + 48 : parent.width - Theme.margin - width
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: masthead.kiosk.patronName !== "" && masthead.way !== "account"
        spacing: 16

        Rectangle {
            visible: !Theme.large
            width: 60
            height: 60
            radius: 30
            color: Theme.account
            border.width: Theme.contrast ? 3 : 0
            border.color: Theme.line
            Accessible.ignored: true

            Label {
                anchors.centerIn: parent
                text: masthead.kiosk.patronName.charAt(0)
                size: Theme.least
                weight: Font.Bold
                lineHeight: 1
                color: Theme.accountInk
                Accessible.ignored: true
            }
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: masthead.kiosk.patronName
            color: masthead.ink
            size: Theme.support
            weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
    }

    Label {
        x: masthead.landscape ? Theme.startColumn + 48 : parent.width - Theme.margin - width
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: masthead.endOfCard !== "" && !Theme.large
        text: qsTr("Carte valable jusqu’au %1").arg(Words.day(masthead.endOfCard, false))
        size: Theme.support
        color: Theme.ink2
        wrapMode: Text.NoWrap
    }

    Row {
        x: masthead.landscape ? Theme.startColumn + 48 : parent.width - Theme.margin - width
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: masthead.returning && masthead.kiosk.done > 0
        spacing: 14

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "check-circle"
            size: Theme.pictured(42)
            weight: Theme.contrast ? "fill" : "bold"
            color: masthead.ink === Theme.ink ? Theme.done : masthead.ink
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("%n rendu(s)", "", masthead.kiosk.done)
            size: Theme.support
            weight: Font.Bold
            color: masthead.ink === Theme.ink ? Theme.done : masthead.ink
            wrapMode: Text.NoWrap
        }
    }

    Row {
        id: day

        x: parent.width - Theme.margin - width
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: masthead.plain && !masthead.landscape && !Theme.large

        OpeningLine {
            kiosk: masthead.kiosk
        }
    }

    Plate {
        x: parent.width - width - Theme.margin - (masthead.kiosk.simulated ? 210 : 0)
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: masthead.landscape && !masthead.plain
        text: masthead.kiosk.town
    }
}
