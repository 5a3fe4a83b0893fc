// Nothing lies there yet: what to do, drawn big.
import QtQuick
import Beaupre.Look

Item {
    id: empty

    required property string way

    Column {
        anchors.centerIn: parent
        spacing: 56

        Item {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 500
            height: 340
            Accessible.ignored: true

            FlatBook {
                x: 40
                y: 60
                width: 320
                height: 66
                rotation: -8
                antialiasing: true
                color: empty.way === "return" ? "#153E75" : "#832A1E"
                band: empty.way === "return" ? "#F4C04E" : "#EBA47C"
            }

            Arrow {
                x: 392
                y: 40
                width: 88
                height: 150
                thickness: 17
            }

            PadBar {
                x: 0
                y: 260
                width: 500
                height: 44
            }
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(implicitWidth, empty.width)
            horizontalAlignment: Text.AlignHCenter
            text: empty.way === "return" ? qsTr("Un par un, c’est plus simple pour trier.") : qsTr("À plat, sur le plateau.")
            size: Theme.lead
            color: Theme.ink2
        }
    }
}
