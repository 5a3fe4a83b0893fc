// The top of a page: what is being done, and at the far end who does it or how far it is.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: masthead

    required property KioskView kiosk
    readonly property bool plain: kiosk.way === ""
    readonly property bool landscape: !Theme.portrait && split
    readonly property bool returning: kiosk.way === "return"
    property bool split: true

    // The badge of a simulator takes the corner.
    readonly property int lower: kiosk.simulated && !landscape ? 14 : 0

    height: Theme.mastheadHeight

    Row {
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: masthead.plain
        spacing: 24

        Plate {
            text: masthead.kiosk.town
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: masthead.kiosk.branch
            size: Theme.support
            weight: Font.Medium
            color: Theme.ink2
            wrapMode: Text.NoWrap
        }
    }

    Row {
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: !masthead.plain
        spacing: 14

        Rectangle {
            width: 60
            height: 60
            radius: 16
            color: masthead.returning ? Theme.giveBack : Theme.contrast ? Theme.primary : "#153E75"
            Accessible.ignored: true

            Icon {
                anchors.centerIn: parent
                name: masthead.returning ? "arrow-down" : "arrow-up"
                size: 34
                weight: "bold"
                color: masthead.returning ? Theme.giveBackInk : Theme.primaryInk
            }
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: Words.way(masthead.kiosk.way)
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
        visible: masthead.kiosk.patronName !== ""
        spacing: 16

        Rectangle {
            width: 60
            height: 60
            radius: 30
            color: "#2B3A44"
            border.width: Theme.contrast ? 3 : 0
            border.color: Theme.line
            Accessible.ignored: true

            Label {
                anchors.centerIn: parent
                text: masthead.kiosk.patronName.charAt(0)
                size: Theme.least
                weight: Font.Bold
                lineHeight: 1
                color: "#FFFFFF"
                Accessible.ignored: true
            }
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: masthead.kiosk.patronName
            size: Theme.support
            weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
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
            size: 42
            color: Theme.done
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("%n rendu(s)", "", masthead.kiosk.done)
            size: Theme.support
            weight: Font.Bold
            color: Theme.done
            wrapMode: Text.NoWrap
        }
    }

    Row {
        x: parent.width - Theme.margin - width
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: masthead.plain && !masthead.landscape
        spacing: 16

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "calendar-blank"
            size: 40
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: Words.capital(Words.day(masthead.kiosk.today, true))
            size: Theme.support
            weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
    }

    Plate {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin + (masthead.kiosk.simulated ? 190 : 0)
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: masthead.lower
        visible: masthead.landscape && !masthead.plain
        text: masthead.kiosk.town
    }
}
