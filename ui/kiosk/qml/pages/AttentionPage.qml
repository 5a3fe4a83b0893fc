// "Reposez ce livre, s'il vous plaît.": one picture, one item, one way out.
import QtQuick
import Beaupre.Look
import "../controls"

PageFrame {
    id: page

    objectName: "page-attention"
    ground: Theme.attention
    groundInk: Theme.attentionInk
    split: false
    question: trying ? qsTr("Merci. Encore un instant.") : qsTr("Reposez ce livre, s’il vous plaît.")
    questionSize: Theme.large && closing ? Theme.title : Theme.alarm
    closesInPlace: true
    lead: kiosk.way === "return" ? qsTr("Il lui manque une seconde pour être rendu.") : qsTr("Il lui manque une seconde. Sans cela, le portique sonnerait à la sortie.")
    mainText: qsTr("Je ne peux pas\u202f: aidez\u2011moi")
    mainIcon: "hand-palm"
    mainFill: Theme.attentionInk
    mainOn: Theme.contrast ? Theme.attention : "#FFFFFF"
    onConfirmed: kiosk.giveUp()

    readonly property var item: kiosk.lifted
    readonly property bool trying: item.status === "doing"
    readonly property int cardX: portrait || Theme.large ? Theme.margin : 960
    readonly property int cardWidth: width - cardX - Theme.margin
    hintHeight: kiosk.done > 0 && !Theme.large ? 76 : 0

    hint: [
        Row {
            anchors.verticalCenter: parent.verticalCenter
            visible: page.kiosk.done > 0
            spacing: 20

            StateMark {
                status: "done"
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: page.kiosk.way === "return" ? qsTr("%n autre(s) rendu(s).", "", page.kiosk.done) : qsTr("%n autre(s) prêt(s).", "", page.kiosk.done)
                weight: Font.Bold
                color: Theme.attentionInk
                wrapMode: Text.NoWrap
            }
        }
    ]

    Item {
        id: picture

        x: page.portrait ? 209 : 120
        y: page.portrait ? page.questionBottom + (card.y - page.questionBottom - height) / 2 : page.questionBottom + 24
        width: 662
        height: 460
        visible: !Theme.large && (page.portrait ? card.y - page.questionBottom : page.actionY - page.questionBottom) > 160
        scale: Math.min(1, (page.portrait ? card.y - page.questionBottom - 40 : page.actionY - y - 20) / height)
        transformOrigin: page.portrait ? Item.Center : Item.TopLeft
        Accessible.ignored: true

        FlatBook {
            id: lifted

            x: 94
            y: page.trying ? 188 : 36
            width: 366
            height: 80
            rotation: page.trying ? 0 : -9
            antialiasing: true
            color: page.item.ground !== "" ? page.item.ground : "#101F33"
            band: page.item.accent !== "" ? page.item.accent : "#7FB2D9"
        }

        FlatBook {
            x: 92
            y: 270
            width: 406
            height: 70
            color: "#832A1E"
            band: "#EBA47C"
        }

        FlatBook {
            x: 64
            y: 342
            width: 466
            height: 76
            color: "#17503F"
            band: "#A9CFA0"
        }

        PadBar {
            y: 418
            width: 662
            height: 56
            color: Theme.attentionInk
            light: Theme.paper
        }

        Arrow {
            x: 498
            y: 26
            width: 132
            height: 216
            thickness: 25
            color: Theme.attentionInk
            visible: !page.trying

            SequentialAnimation on y {
                running: Theme.moves
                loops: 2

                NumberAnimation {
                    to: 50
                    duration: Theme.drop
                    easing.type: Easing.InOutQuad
                }

                NumberAnimation {
                    to: 26
                    duration: Theme.drop
                    easing.type: Easing.InOutQuad
                }
            }
        }
    }

    Rectangle {
        id: card

        x: page.cardX
        y: Theme.large ? page.questionBottom + 32 : page.portrait ? page.stageBottom - height : page.questionBottom + 64
        width: page.cardWidth
        height: Theme.large ? words.height + 64 : Math.max(284, words.height + 40)
        radius: Theme.rPanel
        color: Theme.surface
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.line
        Accessible.role: Accessible.StaticText
        Accessible.name: page.item.title

        CoverArt {
            id: cover

            x: 36
            anchors.verticalCenter: parent.verticalCenter
            height: 226
            width: visible ? height / ratio : 0
            visible: title !== "" && !Theme.contrast && !Theme.large
            title: page.item.title
            author: page.item.author
            kind: page.item.kind
        }

        Column {
            id: words

            anchors.left: cover.right
            anchors.leftMargin: cover.visible ? 36 : 12
            anchors.right: parent.right
            anchors.rightMargin: 32
            anchors.verticalCenter: parent.verticalCenter
            spacing: 8

            Label {
                width: parent.width
                text: page.item.title !== "" ? page.item.title : qsTr("Sans titre")
                size: Theme.large ? 76 : 46
                weight: Font.Bold
                lineHeight: 0.9
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            Label {
                width: parent.width
                visible: text !== "" && !Theme.large
                text: page.item.author
                size: 34
                color: Theme.ink2
                elide: Text.ElideRight
                maximumLineCount: 1
                Accessible.ignored: true
            }

            Row {
                width: parent.width
                spacing: 18

                Icon {
                    id: hand

                    anchors.verticalCenter: parent.verticalCenter
                    name: "hand-arrow-down"
                    size: Theme.pictured(46)
                    weight: "bold"
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - hand.width - parent.spacing
                    text: page.trying ? qsTr("Laissez-le sur le plateau") : qsTr("À reposer sur le plateau")
                    size: Theme.large ? 60 : 34
                    weight: Font.DemiBold
                }
            }
        }
    }
}
