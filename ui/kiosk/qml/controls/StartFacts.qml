// What is read by somebody seated: today's hours, a message, what is new, how the kiosk is doing.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Grid {
    id: facts

    required property KioskView kiosk
    readonly property BoardView board: kiosk.board
    readonly property var said: [
        board.state === "" ? null : ["clock", qsTr("Aujourd’hui"), Words.hours(board.today)],
        // The shelf below says it, too: the room is for the second message.
        board.arrivals.length === 0 || board.messages.length > 1 ? null : ["books", qsTr("Nouveautés"), qsTr("Dans cette bibliothèque")],
        ...board.messages.map(text => ["calendar-blank", text, ""]),
        ["check-circle", qsTr("Tout fonctionne"), qsTr("Prêts, retours, compte")]
    ].filter(each => each !== null)

    columns: Theme.large ? 1 : 2
    columnSpacing: 32
    rowSpacing: 28

    Repeater {
        model: facts.said

        Item {
            id: fact

            required property var modelData
            required property int index

            width: (facts.width - (facts.columns - 1) * facts.columnSpacing) / facts.columns
            height: words.height
            visible: !Theme.large || index < 2

            Icon {
                y: 2
                name: fact.modelData[0]
                size: 46
            }

            Column {
                id: words

                x: 46 + 20
                width: fact.width - x

                Label {
                    width: parent.width
                    text: fact.modelData[1]
                    size: Theme.support
                    weight: Font.Bold
                }

                Label {
                    width: parent.width
                    visible: text !== ""
                    text: fact.modelData[2]
                    size: Theme.support
                }
            }
        }
    }
}
