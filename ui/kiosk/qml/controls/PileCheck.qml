// Count, sentence and the drawn pile: how many go with her, how many stay, whether one hides.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Rectangle {
    id: check

    required property KioskView kiosk
    // One above the other, for the narrow column of the landscape layout.
    property bool stacked: false
    readonly property bool hiding: kiosk.noticeCode === "separate"
    // A sentence stands above it.
    readonly property bool tight: stacked && !hiding && height < 300

    // Art is not drawn in high contrast; what the pile says, the words say, too.
    implicitHeight: stacked ? 0 : Theme.contrast ? words.height + 56 : Math.max(306, words.height + 40)
    radius: Theme.rPanel
    color: hiding ? Theme.attentionSoft : stacked ? "transparent" : Theme.surface
    border.width: hiding || (Theme.contrast && !stacked) ? Theme.edge : 0
    border.color: hiding ? Theme.attentionEdge : Theme.line

    Column {
        id: words

        x: check.stacked ? (check.hiding ? 28 : 0) : 36
        y: check.stacked ? check.height - height - (check.hiding ? 20 : 0) : (check.height - height) / 2
        width: check.stacked || Theme.contrast ? check.width - 2 * x : 400

        Row {
            spacing: check.hiding ? 14 : 20

            Title {
                id: count

                text: check.hiding ? check.kiosk.total : check.kiosk.leaving
                size: check.hiding ? 80 : check.tight ? 64 : 100
                lineHeight: 1
                Accessible.name: check.hiding ? qsTr("%1 vus sur %2").arg(check.kiosk.total).arg(check.kiosk.total + 1) : qsTr("%1 sur %2").arg(check.kiosk.leaving).arg(check.kiosk.total)
            }

            Title {
                anchors.baseline: count.baseline
                text: check.hiding ? qsTr("vus sur") : qsTr("sur")
                size: check.hiding ? 48 : check.tight ? 44 : 56
                lineHeight: 1
                Accessible.ignored: true
            }

            Title {
                text: check.hiding ? check.kiosk.total + 1 : check.kiosk.total
                size: check.hiding ? 80 : check.tight ? 64 : 100
                lineHeight: 1
                Accessible.ignored: true
            }
        }

        Label {
            width: parent.width
            weight: Font.DemiBold
            size: Theme.body
            color: check.hiding ? Theme.attentionText : Theme.ink
            text: check.hiding ? qsTr("Un livre mince se cache.") : qsTr("partent avec vous.", "", check.kiosk.leaving)
        }

        Label {
            width: parent.width
            visible: !check.tight
            size: 34
            color: check.hiding ? Theme.attentionText : Theme.ink2
            text: check.hiding ? (check.kiosk.barcodes ? qsTr("Écartez la pile, ou passez son code-barres.") : qsTr("Écartez la pile, ou posez-les un par un.")) : check.kiosk.staying > 0 ? qsTr("%n livre(s) reste(nt) ici.", "", check.kiosk.staying) : check.kiosk.done === check.kiosk.total ? qsTr("Tout est reconnu.") : qsTr("Laissez-les à plat.")
        }
    }

    PileDrawing {
        // A sentence above it may leave no room.
        visible: !Theme.contrast && height > 80
        x: check.stacked ? (check.hiding ? 28 : 4) : check.width - 408 - 76
        y: check.stacked ? 16 : 32
        width: check.stacked ? Math.min(430, check.width - (check.hiding ? 56 : 8)) : 408
        height: check.stacked ? words.y - y - 20 : check.height - 2 * y
        books: check.kiosk.rows
        ghost: check.hiding
    }
}
