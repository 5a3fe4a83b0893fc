// "Voilà votre pile.": what lies there, what leaves, what stays.
import QtQuick
import Beaupre.Look
import "../controls"

PageFrame {
    id: page

    objectName: "page-tray"
    question: kiosk.total === 0 ? qsTr("Posez vos livres ensemble.") : !Theme.large ? qsTr("Voilà votre pile.") : hiding ? qsTr("%1 vus sur %2. Un livre mince se cache.").arg(kiosk.total).arg(kiosk.total + 1) : qsTr("%1 sur %2 partent avec vous.", "", kiosk.leaving).arg(kiosk.leaving).arg(kiosk.total)
    backText: kiosk.total === 0 ? qsTr("Quitter") : qsTr("Il en manque un")
    backIcon: kiosk.total === 0 ? "arrow-left" : kiosk.barcodes ? "barcode" : "stack"
    backName: kiosk.total === 0 ? "action-back" : "one-is-missing"
    mainText: kiosk.total === 0 ? qsTr("Posez un livre") : kiosk.finishing ? qsTr("Encore un instant…") : kiosk.kit.waits !== "" ? qsTr("Vérifier") : qsTr("J’ai fini")
    mainIcon: "arrow-right"
    mainWaiting: kiosk.total === 0 || kiosk.finishing
    onConfirmed: kiosk.confirm()
    onWentBack: kiosk.total === 0 ? kiosk.back() : kiosk.missing()
    hintHeight: Theme.itemButton

    readonly property bool hiding: kiosk.noticeCode === "separate"
    readonly property int itemsTop: portrait && check.visible ? check.y + check.height + 18 : stageTop
    readonly property int itemsBottom: family.visible && Theme.reach > 0 ? family.y - 18 : stageBottom
    readonly property bool turns: list.pages > 1
    // Below the pile one of them has room, in portrait both.
    readonly property bool linked: kiosk.total > 0 && (!turns || portrait && !Theme.large)
    // What the pad does not see goes first.
    readonly property bool offersBarcode: linked && kiosk.unseen > 0
    readonly property bool offersUndo: linked && !offersBarcode && kiosk.flow.undoable > 0
    readonly property bool offersCard: linked && !offersBarcode && kiosk.flow.canAdd && !family.visible && (!offersUndo || portrait && !turns && !Theme.large)
    readonly property bool aside: offersBarcode || offersUndo || offersCard
    questionSize: Theme.large && hiding && !portrait ? 76 : Theme.title

    Binding on warning {
        when: Theme.large && page.hiding
        value: page.kiosk.barcodes ? qsTr("Écartez la pile, ou passez son code-barres.") : qsTr("Écartez la pile, ou posez-les un par un.")
    }

    hint: [
        Row {
            id: another

            readonly property Item link: page.offersCard ? card : undo

            x: page.portrait && !page.offersCard && !page.offersUndo ? (parent.width - width) / 2 : 0
            anchors.verticalCenter: parent.verticalCenter
            visible: !Theme.large && !page.turns && page.kiosk.total > 0 && !page.offersBarcode && (!page.offersCard && !page.offersUndo || page.offersCard !== page.offersUndo && page.portrait && width + link.width + 24 < page.hintWidth)
            spacing: 18

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "plus-circle"
                size: 42
                color: Theme.ink2
            }

            Label {
                text: page.portrait ? qsTr("Un autre livre\u202f? Posez-le sur la pile.") : qsTr("Un autre livre\u202f?\nPosez-le sur la pile.")
                size: page.portrait ? 34 : 32
                color: Theme.ink2
                wrapMode: Text.NoWrap
            }
        },
        AddCardLink {
            id: card

            x: page.portrait && another.visible ? parent.width - width : 0
            anchors.verticalCenter: parent.verticalCenter
            visible: page.offersCard
            room: parent.width - (page.turns ? next.width + 24 : 0)
            session: page.kiosk.flow
        },
        TextLink {
            id: undo

            objectName: "wish-undo"
            x: page.portrait && !page.turns ? parent.width - width : 0
            anchors.verticalCenter: parent.verticalCenter
            visible: page.offersUndo
            iconName: "arrow-counter-clockwise"
            room: parent.width - (page.turns ? next.width + 24 : 0)
            text: qsTr("Annuler un prêt")
            onClicked: page.kiosk.flow.wishUndo()
        },
        TextLink {
            objectName: "not-read"
            x: page.portrait && !page.turns ? (parent.width - width) / 2 : 0
            anchors.verticalCenter: parent.verticalCenter
            visible: page.offersBarcode
            iconName: "barcode"
            room: parent.width - (page.turns ? next.width + 24 : 0)
            text: qsTr("Il ne se lit pas")
            onClicked: page.kiosk.notRead()
        },
        Pager {
            id: next

            objectName: "list-next"
            x: !page.portrait ? 0 : page.aside ? parent.width - width : (parent.width - width) / 2
            anchors.verticalCenter: parent.verticalCenter
            visible: page.turns
            room: parent.width * (page.aside ? 0.58 : 1)
            last: list.last
            text: list.nextText
            onClicked: list.turn()
        }
    ]

    PileCheck {
        id: check

        x: page.startX
        y: page.portrait ? page.stageTop - 16 : page.startTop
        width: page.startWidth
        height: page.portrait ? implicitHeight : page.startBottom - y
        visible: page.kiosk.total > 0 && !Theme.large
        kiosk: page.kiosk
        stacked: !page.portrait
    }

    FamilyBar {
        id: family

        x: page.mainX
        // Seated: below the items, within reach.
        y: Theme.reach > 0 ? page.stageBottom - height : page.itemsTop
        width: page.mainWidth
        visible: page.kiosk.flow.family.length > 1 || page.kiosk.total === 0
        session: page.kiosk.flow
    }

    ItemPages {
        id: list

        x: page.mainX
        y: family.visible && Theme.reach === 0 ? family.y + family.height + 18 : page.itemsTop
        width: page.mainWidth
        height: page.itemsBottom - y
        rows: page.kiosk.rows
        way: "borrow"
    }

    EmptyPad {
        x: page.mainX
        y: list.y
        width: page.mainWidth
        height: page.itemsBottom - y
        visible: page.kiosk.total === 0 && height > (Theme.large ? 480 : 0)
        way: "borrow"
    }
}
