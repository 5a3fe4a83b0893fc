// The drawer of a demonstration: lays tags on the pad, shows barcodes to the scanner, cuts cables.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: drawer

    required property DemoControl demo
    property bool open: false

    Rectangle {
        id: panel

        x: drawer.open ? drawer.width - width : drawer.width
        width: Math.min(600, drawer.width - 120)
        height: drawer.height
        visible: x < drawer.width
        color: Theme.surface

        Behavior on x {
            NumberAnimation {
                duration: Theme.pageChange
                easing.type: Easing.OutCubic
            }
        }

        Rectangle {
            width: 4
            height: parent.height
            color: Theme.ink
        }

        Flickable {
            anchors.fill: parent
            anchors.margins: 28
            contentHeight: lines.height
            clip: true

            Column {
                id: lines

                width: parent.width
                spacing: 12

                Title {
                    text: qsTr("Démonstration")
                    size: 48
                }

                DrawerButton {
                    objectName: "demo-network"
                    width: parent.width
                    text: qsTr("Réseau")
                    on: drawer.demo.network
                    onClicked: drawer.demo.setNetwork(!drawer.demo.network)
                }

                DrawerButton {
                    objectName: "demo-reader"
                    width: parent.width
                    text: qsTr("Lecteur")
                    on: drawer.demo.reader
                    onClicked: drawer.demo.setReader(!drawer.demo.reader)
                }

                DrawerButton {
                    objectName: "demo-paper"
                    width: parent.width
                    text: qsTr("Papier de l’imprimante")
                    on: drawer.demo.paper !== "out"
                    onClicked: drawer.demo.setPaper(drawer.demo.paper === "out" ? "fine" : "out")
                }

                Image {
                    objectName: "demo-receipt"
                    width: parent.width
                    visible: status === Image.Ready
                    fillMode: Image.PreserveAspectFit
                    horizontalAlignment: Image.AlignLeft
                    source: drawer.demo.receipt
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("Le dernier ticket")
                }

                Label {
                    text: qsTr("Sur le plateau")
                    size: Theme.support
                    weight: Font.DemiBold
                }

                Repeater {
                    model: drawer.demo.tags

                    DrawerButton {
                        required property var modelData

                        objectName: "demo-tag-" + modelData.uid
                        width: lines.width
                        text: modelData.label
                        on: modelData.on_pad
                        onClicked: modelData.on_pad ? drawer.demo.lift(modelData.uid) : drawer.demo.lay(modelData.uid)
                    }
                }

                Label {
                    text: qsTr("Passer un code-barres")
                    size: Theme.support
                    weight: Font.DemiBold
                }

                Repeater {
                    model: drawer.demo.tags.filter(tag => (tag.item ?? "") !== "")

                    DrawerButton {
                        required property var modelData

                        objectName: "demo-barcode-" + modelData.item
                        width: lines.width
                        lamp: false
                        text: modelData.label
                        onClicked: {
                            drawer.open = false;
                            drawer.demo.scan(modelData.item);
                        }
                    }
                }

                Label {
                    text: qsTr("Passer une carte")
                    size: Theme.support
                    weight: Font.DemiBold
                }

                Repeater {
                    model: drawer.demo.cards

                    DrawerButton {
                        required property var modelData

                        objectName: "demo-card-" + modelData.number
                        width: lines.width
                        lamp: false
                        text: modelData.label
                        detail: qsTr("code %1").arg(modelData.pin)
                        onClicked: {
                            drawer.open = false;
                            drawer.demo.scan(modelData.number);
                        }
                    }
                }
            }
        }
    }

    TouchTarget {
        id: handle

        objectName: "demo-handle"
        x: panel.x - width
        y: drawer.height * 0.32
        width: Theme.touchFloor
        height: 200
        radius: Theme.rKey
        focusPolicy: Qt.TabFocus
        text: drawer.open ? qsTr("Fermer la démonstration") : qsTr("Démonstration")
        onClicked: drawer.open = !drawer.open

        background: Item {
            Rectangle {
                x: 32
                width: parent.width - x + Theme.rKey
                height: parent.height
                radius: Theme.rKey
                color: "#14212B"
            }
        }

        contentItem: Item {
            Icon {
                x: 38
                anchors.verticalCenter: parent.verticalCenter
                name: drawer.open ? "caret-right" : "caret-left"
                size: 34
                color: "#FFFFFF"
            }
        }
    }
}
