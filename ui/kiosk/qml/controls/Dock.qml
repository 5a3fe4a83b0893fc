// What is always at hand, always at the same place: language at the start, help at the end.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Rectangle {
    id: dock

    required property KioskView kiosk
    required property bool helping

    // The languages stand open on the start page and where the dock is wide; elsewhere the button
    // opens them.
    readonly property bool wide: !Theme.portrait || kiosk.page === "start"
    property bool open: false
    readonly property bool showsLanguages: wide || open
    readonly property string page: kiosk.page

    signal helped

    color: Theme.surface
    onPageChanged: open = false

    Rectangle {
        width: parent.width
        height: 3
        color: dock.kiosk.page === "attention" ? Theme.attentionInk : Theme.line
    }

    LanguageBar {
        id: languages

        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        visible: dock.showsLanguages
        kiosk: dock.kiosk
        onChosen: {
            if (dock.open)
                language.forceActiveFocus();
            dock.open = false;
        }
    }

    DockItem {
        id: language

        objectName: "language"
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        visible: !dock.showsLanguages
        iconName: "translate"
        text: Words.languageNames[dock.kiosk.language]
        spoken: qsTr("Langue\u202f: %1").arg(text)
        onClicked: {
            dock.open = true;
            languages.takeFocus();
        }
    }

    DockItem {
        objectName: "help"
        x: parent.width - Theme.margin - width
        anchors.verticalCenter: parent.verticalCenter
        iconName: "hand-palm"
        text: qsTr("Aide")
        tinted: true
        on: dock.helping
        onClicked: dock.helped()
    }
}
