// "Merci. Où le poser ?": the sign of the trolley, big; what came before, below.
import QtQuick
import Beaupre.Look
import "../controls"

PageFrame {
    id: page

    objectName: "page-return"
    question: listing ? qsTr("Vos retours") : !shows ? qsTr("Posez vos livres un par un.") : headRefused ? qsTr("Celui-ci reste à part.") : qsTr("Merci. Où le poser\u202f?")
    backText: kiosk.total === 0 ? qsTr("Quitter") : qsTr("Il en manque un")
    backIcon: kiosk.total === 0 ? "arrow-left" : "stack"
    backName: kiosk.total === 0 ? "action-back" : "one-is-missing"
    mainText: kiosk.total === 0 ? qsTr("Posez un livre") : kiosk.finishing ? qsTr("Encore un instant…") : kiosk.kit.waits !== "" ? qsTr("Vérifier") : qsTr("J’ai fini")
    mainIcon: "arrow-right"
    mainWaiting: kiosk.total === 0 || kiosk.finishing
    mainFill: Theme.contrast ? Theme.primary : Theme.ink
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.total === 0 ? kiosk.back() : kiosk.missing()
    hintHeight: Theme.large ? Theme.itemButton : 112

    readonly property bool shows: kiosk.head.key !== ""
    readonly property bool headRefused: shows && kiosk.head.status !== "done"
    readonly property bool hiding: kiosk.noticeCode === "separate"
    // With big letters the others are a page of their own.
    property bool othersWanted: false
    readonly property bool listing: Theme.large && othersWanted && shows && kiosk.rows.count > 0
    readonly property string headKey: kiosk.head.key

    onHeadKeyChanged: othersWanted = false

    Binding on warning {
        when: Theme.large && page.hiding
        value: qsTr("Écartez la pile, ou posez-les un par un.")
    }

    hint: [
        Row {
            anchors.verticalCenter: parent.verticalCenter
            visible: !Theme.large && list.pages === 1 && page.kiosk.total > 0
            spacing: 36

            ReturnPicture {
                id: drop

                anchors.verticalCenter: parent.verticalCenter
                visible: page.portrait && !Theme.contrast
                width: 138
                height: 106
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: page.hintWidth - (drop.visible ? drop.width + 36 : 0)

                Label {
                    width: parent.width
                    text: page.hiding ? qsTr("Un livre mince se cache\u202f?") : qsTr("Encore un\u202f? Posez-le.")
                    size: page.portrait ? Theme.body : 34
                    weight: Font.DemiBold
                    lineHeight: 0.9 * Theme.textLine
                }

                Label {
                    width: parent.width
                    text: page.hiding ? qsTr("Écartez la pile, ou posez-les un par un.") : page.portrait ? qsTr("Un par un, c’est plus simple pour trier.") : qsTr("Un par un, c’est plus simple.")
                    size: page.portrait ? 34 : Theme.support
                    color: Theme.ink2
                    lineHeight: 0.9 * Theme.textLine
                }
            }
        },
        Pager {
            objectName: "list-next"
            x: page.portrait ? (parent.width - width) / 2 : 0
            anchors.verticalCenter: parent.verticalCenter
            visible: list.pages > 1 && (!Theme.large || page.listing || !page.shows)
            room: parent.width
            last: list.last
            text: list.nextText
            onClicked: list.turn()
        },
        Pager {
            objectName: "others"
            x: page.portrait ? (parent.width - width) / 2 : 0
            anchors.verticalCenter: parent.verticalCenter
            visible: Theme.large && page.shows && !page.listing && page.kiosk.rows.count > 0
            room: parent.width
            text: qsTr("%n autre(s) · Voir", "", page.kiosk.rows.count)
            onClicked: page.othersWanted = true
        }
    ]

    PlaceCard {
        id: place

        x: page.startX
        y: page.portrait ? page.stageTop - 4 : page.startTop - 8
        width: page.startWidth
        height: page.portrait && !Theme.large ? (page.headRefused ? 420 : 630) : page.portrait ? page.stageBottom - y : page.startBottom - y
        visible: page.shows && !page.listing && !Theme.large
        item: page.kiosk.head
        stacked: !page.portrait
    }

    Label {
        id: before

        x: page.mainX
        y: page.portrait ? (page.shows ? place.y + place.height + 30 : page.stageTop) : page.stageTop
        visible: page.shows && page.kiosk.rows.count > 0 && !Theme.large
        text: qsTr("Les autres")
        size: Theme.support
        weight: Font.DemiBold
    }

    LargePlace {
        x: page.mainX
        y: page.stageTop
        width: page.mainWidth
        height: page.stageBottom - y
        visible: page.shows && !page.listing && Theme.large
        item: page.kiosk.head
    }

    ItemPages {
        id: list

        x: page.mainX
        y: before.visible ? before.y + before.height + 14 : page.stageTop
        width: page.mainWidth
        height: page.stageBottom - y
        visible: !Theme.large || page.listing || !page.shows
        rowHeight: Theme.portrait ? 136 : 126
        rows: page.kiosk.rows
        way: "return"
        newestFirst: true
    }

    EmptyPad {
        x: page.mainX
        y: page.stageTop
        width: page.mainWidth
        height: page.stageBottom - y
        visible: page.kiosk.total === 0
        way: "return"
    }
}
