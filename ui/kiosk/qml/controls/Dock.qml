// What is always at hand, always at the same place: language at the start, help at the end, between
// them how the page is to look. With big letters it holds three things; the rest is a page away.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Rectangle {
    id: dock

    required property KioskView kiosk
    // What lies over the page now.
    required property string panel

    // The languages stand open on the start page and where the dock is wide.
    readonly property bool fewLanguages: kiosk.languages.length <= 4
    readonly property bool roomy: Theme.portrait && Theme.languageRow && !Theme.large
    readonly property bool showsLanguages: !Theme.large && fewLanguages && (roomy || !Theme.portrait)

    signal opened(string name)

    color: Theme.surface

    // The keyboard goes to what opens that panel, where it is still there.
    function take(panel: string) {
        const item = panel === "languages" ? language : panel === "settings" ? settings : help;
        if (item.visible)
            item.forceActiveFocus();
    }

    Rectangle {
        width: parent.width
        height: Theme.contrast ? 4 : 3
        color: dock.kiosk.page === "attention" ? Theme.attentionInk : Theme.line
        visible: !dock.roomy || Theme.contrast
    }

    LanguageBar {
        x: Theme.margin
        y: dock.roomy ? 20 : (parent.height - height) / 2
        visible: dock.showsLanguages
        kiosk: dock.kiosk
        itemWidth: Theme.portrait ? (dock.width - 2 * Theme.margin - (dock.kiosk.languages.length - 1) * spacing) / dock.kiosk.languages.length : 184
    }

    Row {
        id: items

        // The first one always at the start, the last at the end.
        readonly property int room: dock.width - 2 * Theme.margin
        readonly property int shown: visibleChildren.length
        readonly property real used: language.used + listen.used + contrast.used + text.used + lower.used + easy.used + settings.used + help.used
        readonly property list<Item> all: [language, listen, contrast, text, lower, easy, settings, help]
        readonly property bool slim: !Theme.large && all.reduce((sum, each) => sum + each.wide, 0) + (shown - 1) * 4 > room
        readonly property real share: Theme.large && shown > 0 ? Math.max(0, (room - used - (shown - 1) * 12) / shown) : 0

        x: dock.showsLanguages && !Theme.portrait ? dock.width - Theme.margin - width : Theme.margin
        y: dock.roomy ? 116 : (parent.height - height) / 2
        spacing: Theme.large ? 12 : dock.showsLanguages && !Theme.portrait ? 20 : Math.max(4, (room - used) / Math.max(1, shown - 1))

        DockItem {
            id: language

            objectName: "language"
            slim: items.slim
            visible: !dock.showsLanguages
            share: items.share
            iconName: "translate"
            text: Theme.large ? qsTr("Langue") : dock.kiosk.languageNames[dock.kiosk.language]
            spoken: qsTr("Langue\u202f: %1").arg(dock.kiosk.languageNames[dock.kiosk.language])
            on: dock.panel === "languages"
            onClicked: dock.opened("languages")
        }

        DockItem {
            id: listen

            objectName: "listen"
            slim: items.slim
            visible: !Theme.large && dock.kiosk.listening.available
            iconName: "headphones"
            text: qsTr("Écouter")
            checkable: true
            on: dock.kiosk.listening.on
            onClicked: dock.kiosk.listening.toggle()
        }

        DockItem {
            id: contrast

            objectName: "contrast"
            slim: items.slim
            visible: !Theme.large
            iconName: "circle-half"
            text: qsTr("Contraste")
            checkable: true
            on: dock.kiosk.modes.contrast
            onClicked: dock.kiosk.modes.toggle("contrast")
        }

        DockItem {
            id: text

            objectName: "text"
            slim: items.slim
            visible: !Theme.large
            iconName: "text-aa"
            text: qsTr("Texte")
            full: dock.roomy ? qsTr("Grand texte") : qsTr("Texte")
            spoken: qsTr("Grand texte")
            checkable: true
            on: dock.kiosk.modes.large
            onClicked: dock.kiosk.modes.toggle("large")
        }

        DockItem {
            id: lower

            objectName: "low"
            slim: items.slim
            visible: !Theme.large && Theme.portrait
            iconName: "arrow-line-down"
            text: qsTr("Plus bas")
            checkable: true
            on: dock.kiosk.modes.low
            onClicked: dock.kiosk.modes.toggle("low")
        }

        DockItem {
            id: easy

            objectName: "easy"
            slim: items.slim
            visible: !Theme.large && dock.kiosk.hasEasyWords
            iconName: "chat-circle-text"
            text: qsTr("Simple")
            full: dock.roomy ? qsTr("Mots simples") : qsTr("Simple")
            spoken: qsTr("Mots simples")
            checkable: true
            on: dock.kiosk.modes.easy
            onClicked: dock.kiosk.modes.toggle("easy")
        }

        DockItem {
            id: settings

            objectName: "settings"
            slim: items.slim
            visible: Theme.large
            share: items.share
            iconName: "gear"
            text: qsTr("Réglages")
            on: dock.panel === "settings"
            onClicked: dock.opened("settings")
        }

        DockItem {
            id: help

            objectName: "help"
            slim: items.slim
            share: items.share
            iconName: "hand-palm"
            text: qsTr("Aide")
            tinted: true
            on: dock.panel === "help"
            onClicked: dock.opened("help")
        }
    }
}
