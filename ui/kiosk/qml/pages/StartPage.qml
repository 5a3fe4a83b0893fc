// "Bonjour." and the two ways.
import QtQuick
import Beaupre.Look
import "../controls"

PageFrame {
    id: page

    objectName: "page-start"
    split: true

    readonly property bool offline: !kiosk.online
    readonly property bool noLending: kiosk.noLending
    readonly property int tilesTop: portrait ? (offline ? notice.y + notice.height + 40 : greeting.y + greeting.height + 44) : 112
    readonly property int tilesBottom: portrait ? info.y - 32 : Theme.contentHeight - 32
    readonly property int tileHeight: (tilesBottom - tilesTop - Theme.gap) / 2

    Accessible.name: qsTr("Bonjour.")
    warning: ""

    Column {
        id: greeting

        x: page.startX
        y: page.portrait ? 122 : 128
        width: page.startWidth
        visible: !page.offline
        spacing: 4

        Title {
            width: parent.width
            text: qsTr("Bonjour.")
            size: page.portrait ? Theme.greeting : 112
        }

        Label {
            width: parent.width
            text: qsTr("Que voulez-vous faire\u202f?")
            size: 44
            color: Theme.ink2
        }
    }

    Notice {
        id: notice

        x: page.startX
        y: page.portrait ? 128 : 136
        width: page.startWidth
        visible: page.offline
        iconName: "plugs"
        iconSize: 104
        stacked: !page.portrait
        headline: qsTr("Le réseau est coupé.")
        line: page.noLending ? qsTr("Vous pouvez rendre. Pour emprunter, passez à l’accueil.") : qsTr("Vous pouvez emprunter et rendre.\nTout est noté ici.")
    }

    Column {
        x: page.mainX
        y: page.tilesTop
        width: page.mainWidth
        spacing: Theme.gap

        BigChoice {
            objectName: "choose-borrow"
            width: parent.width
            height: page.tileHeight
            text: qsTr("Emprunter")
            line: page.noLending ? qsTr("Revient avec le réseau.") : page.offline ? qsTr("Jusqu’à %n, avec votre carte.", "", page.kiosk.offlineLimit) : qsTr("Posez vos livres ensemble.")
            enabled: !page.noLending
            fill: Theme.primary
            on: Theme.primaryInk
            pictureWidth: 344
            onClicked: page.kiosk.choose("borrow")

            picture: BorrowPicture {
                height: 196
            }
        }

        BigChoice {
            objectName: "choose-return"
            width: parent.width
            height: page.tileHeight
            text: qsTr("Rendre")
            line: page.offline ? qsTr("Comme d’habitude.") : qsTr("Sans carte, tout de suite.")
            fill: Theme.giveBack
            on: Theme.giveBackInk
            pictureWidth: 310
            onClicked: page.kiosk.choose("return")

            picture: ReturnPicture {
                height: 240
            }
        }
    }

    // Landscape: the day stands above the two ways.
    Row {
        x: page.width - Theme.margin - (page.kiosk.simulated ? 190 : 0) - width
        y: 32
        visible: !page.portrait
        spacing: 16

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "calendar-blank"
            size: 40
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: Words.capital(Words.day(page.kiosk.today, true))
            size: Theme.support
            weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
    }

    Item {
        id: info

        x: page.startX
        y: page.portrait ? shelf.y - 32 - height : shelf.y - 36 - height
        width: page.startWidth
        height: page.offline && page.portrait ? 124 : 52

        Row {
            visible: !page.offline
            spacing: 16

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "check-circle"
                size: 42
                color: Theme.done
            }

            Label {
                text: qsTr("Tout fonctionne")
                size: 32
                weight: Font.Bold
                color: Theme.done
                wrapMode: Text.NoWrap
            }
        }

        Row {
            x: parent.width - width
            visible: !page.offline && page.portrait
            spacing: 16

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "users"
                size: 42
            }

            Label {
                text: qsTr("Une question\u202f? Voyez l’accueil.")
                size: 32
                wrapMode: Text.NoWrap
            }
        }

        Column {
            visible: page.offline
            width: parent.width
            spacing: 16

            Row {
                spacing: 28

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "clock-countdown"
                    size: 48
                    weight: "bold"
                }

                Label {
                    textFormat: Text.StyledText
                    size: page.portrait ? Theme.body : Theme.support
                    wrapMode: Text.NoWrap
                    text: page.kiosk.offlineSince === "" ? qsTr("Nouvel essai chaque minute.") : page.portrait ? qsTr("Coupé depuis <b>%1</b>. Nouvel essai chaque minute.").arg(Words.clock(page.kiosk.offlineSince)) : qsTr("Coupé depuis <b>%1</b>").arg(Words.clock(page.kiosk.offlineSince))
                    Accessible.name: text.replace(/<\/?b>/g, "")
                }
            }

            Row {
                visible: page.portrait
                spacing: 28

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "receipt"
                    size: 48
                    weight: "bold"
                }

                Label {
                    wrapMode: Text.NoWrap
                    text: qsTr("Votre ticket le dira\u202f: «\u202fenregistré hors réseau\u202f».")
                }
            }
        }
    }

    Shelf {
        id: shelf

        y: Theme.contentHeight - height
        width: page.portrait ? page.width : Theme.startColumn
        height: page.portrait ? (page.offline ? 0 : 248) : (page.offline ? 210 : 260)
        scaleBy: page.portrait ? 1 : page.offline ? 0.82 : 1
    }
}
