// Until when the library is open, or when it opens; the day where that is not known.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Row {
    id: line

    required property KioskView kiosk
    readonly property string hours: Words.opening(kiosk.board, kiosk.today)

    spacing: 16

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: line.hours === "" ? "calendar-blank" : line.kiosk.board.state === "open" ? "clock" : "moon-stars"
        size: 40
    }

    Label {
        objectName: "opening"
        anchors.verticalCenter: parent.verticalCenter
        text: line.hours === "" ? Words.capital(Words.day(line.kiosk.today, true)) : line.hours
        size: Theme.support
        weight: Font.DemiBold
        wrapMode: Text.NoWrap
    }
}
