// Another card for what is laid down next.
import QtQuick
import Beaupre.Kiosk

TextLink {
    required property FlowView session

    objectName: "add-card"
    iconName: "identification-card"
    text: qsTr("Une autre carte")
    onClicked: session.addCard()
}
