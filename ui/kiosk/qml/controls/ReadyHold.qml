// A hold that waits for her: what, until when, and the plate of its place.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Rectangle {
    id: card

    required property FlowView flow
    // For a narrow column: smaller, without the cover.
    property bool narrow: false
    readonly property var hold: flow.readyHold
    readonly property color ink: Theme.contrast ? "#FFFFFF" : Theme.plateInk

    implicitHeight: Math.max(plate.height, words.height) + (narrow ? 48 : 84)
    radius: Theme.rPanel
    color: Theme.plate
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.line
    Accessible.role: Accessible.StaticText
    Accessible.name: [head.text, hold.title, until.text, qsTr("Étagère des réservations, %1").arg(hold.label)].join(". ")

    CoverArt {
        id: cover

        x: 36
        y: (card.height - height) / 2
        width: 124
        height: width * ratio
        visible: !card.narrow && !Theme.large && !Theme.contrast
        title: card.hold.title
        author: card.hold.author
        kind: card.hold.kind
    }

    Column {
        id: words

        x: cover.visible ? cover.x + cover.width + 34 : card.narrow ? 28 : 36
        y: (card.height - height) / 2
        width: plate.x - 24 - x
        spacing: 4

        Label {
            id: head

            width: parent.width
            text: card.flow.ready === 1 ? qsTr("Une réservation vous attend.") : qsTr("%n réservation(s) vous attendent.", "", card.flow.ready)
            size: card.narrow ? 28 : 34
            color: card.ink
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            text: card.hold.title
            size: card.narrow ? 34 : 44
            weight: Font.Bold
            color: card.ink
            lineHeight: 0.95
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        Label {
            id: until

            width: parent.width
            visible: text !== ""
            text: card.hold.until === "" ? "" : qsTr("Jusqu’au %1").arg(Words.day(card.hold.until, !card.narrow))
            size: card.narrow ? 28 : 34
            color: card.ink
            Accessible.ignored: true
        }
    }

    ShelfPlate {
        id: plate

        x: card.width - width - (card.narrow ? 24 : 36)
        y: (card.height - height) / 2
        label: card.hold.label
        small: card.narrow
        Accessible.ignored: true
    }
}
