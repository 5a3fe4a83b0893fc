// One page, the dock, and what may lie over them.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Beaupre.Look
import Beaupre.Kiosk
import "controls"
import "pages"

FocusScope {
    id: pages

    required property KioskView kiosk
    // A DemoControl or nothing.
    property QtObject demo: null
    // What lies over the page: "", "help", "languages", "settings" or "board".
    property string panel: ""

    // Of the two the one that is shown.
    property Loader current: shown
    readonly property var files: ({
            "identify": "IdentifyPage",
            "pin": "PinPage",
            "tray": "TrayPage",
            "return": "ReturnPage",
            "finish": "FinishPage",
            "attention": "AttentionPage",
            "resting": "RestingPage",
            "account": "AccountPage",
            "holds": "HoldsPage",
            "messages": "MessagesPage",
            "undo": "UndoPage",
            "gate": "GatePage",
            "search": "SearchPage",
            "title": "TitlePage",
            "pickup": "PickupPage",
            "parts": "PartsPage",
            "charter": "CharterPage",
            "receipt": "ReceiptPage"
        })

    // Back to the page; the keyboard back to the button that led away from it.
    function leave() {
        const left = panel;
        panel = "";
        if (left === "board")
            (current.item as FocusScope).forceActiveFocus();
        else
            dock.take(left);
    }

    function arrive() {
        const page = current.item as FocusScope;
        page.forceActiveFocus();
        // Where the keyboard was on the start page is nothing for the next visitor.
        if (Window.activeFocusItem !== null && Window.activeFocusItem !== page && current === home)
            Window.activeFocusItem.focus = false;
        arrival.restart();
    }

    // The one place where the theme learns what it is to look like.
    Binding {
        target: Theme
        property: "contrast"
        value: pages.kiosk.modes.contrast
    }

    Binding {
        target: Theme
        property: "large"
        value: pages.kiosk.modes.large
    }

    Binding {
        target: Theme
        property: "low"
        value: pages.kiosk.modes.low
    }

    Binding {
        target: Theme
        property: "dark"
        value: pages.kiosk.board.night
    }

    Binding {
        target: Theme
        property: "mirrored"
        value: pages.kiosk.rightToLeft
    }

    Binding {
        target: Theme
        property: "arabic"
        value: pages.kiosk.language === "ar"
    }

    Binding {
        target: Theme
        property: "languageRow"
        value: pages.kiosk.page === "start" && pages.kiosk.languages.length <= 4
    }

    // The page of the session, made anew each time, so that nothing of a visitor stays in it.
    Loader {
        id: shown

        width: parent.width
        height: Theme.contentHeight
        focus: enabled
        visible: enabled
        enabled: pages.panel === "" && pages.current === shown

        readonly property string page: pages.kiosk.page

        function load() {
            pages.panel = "";
            pages.current = page === "start" ? home : shown;
            if (pages.current === home) {
                source = "";
                home.active = true;
                pages.arrive();
            } else {
                setSource("pages/" + pages.files[page] + ".qml", {
                    "kiosk": pages.kiosk,
                    "width": width,
                    "height": height
                });
            }
        }

        onPageChanged: load()
        Component.onCompleted: load()
        onLoaded: pages.arrive()

        Binding {
            target: shown.item
            property: "width"
            value: shown.width
        }
    }

    // Every visit ends on the start page. It is nobody's and stays: it takes the longest to make.
    Loader {
        id: home

        width: parent.width
        height: Theme.contentHeight
        active: false
        focus: enabled
        visible: enabled
        enabled: pages.panel === "" && pages.current === home

        sourceComponent: StartPage {
            kiosk: pages.kiosk
        }
    }

    // It slides in and does not fade: half-transparent pages take the software renderer twice the
    // time, for the first frame after a finger above all.
    NumberAnimation {
        id: arrival

        target: pages.current
        property: "x"
        from: 32
        to: 0
        duration: Theme.pageChange
        easing.type: Easing.OutCubic
    }

    Connections {
        target: pages.current.item
        ignoreUnknownSignals: true

        function onHelpWanted() {
            pages.panel = "help";
        }

        function onBoardWanted() {
            pages.panel = "board";
        }
    }

    // Made when it is opened: the pages do not wait for it.
    Loader {
        id: over

        width: parent.width
        height: Theme.contentHeight
        active: pages.panel !== ""
        focus: active
        sourceComponent: pages.panel === "languages" ? languagePanel : pages.panel === "settings" ? settingsPanel : pages.panel === "board" ? boardPanel : helpPanel
        onLoaded: (item as FocusScope).forceActiveFocus()
    }

    Component {
        id: helpPanel

        HelpPanel {
            focus: true
            kiosk: pages.kiosk
            onClosed: pages.leave()
        }
    }

    Component {
        id: languagePanel

        LanguagePanel {
            focus: true
            kiosk: pages.kiosk
            onClosed: pages.leave()
        }
    }

    Component {
        id: settingsPanel

        SettingsPanel {
            focus: true
            kiosk: pages.kiosk
            onClosed: pages.leave()
        }
    }

    Component {
        id: boardPanel

        BoardPanel {
            focus: true
            width: over.width
            height: over.height
            kiosk: pages.kiosk
            onClosed: pages.leave()
        }
    }

    Loader {
        width: parent.width
        active: pages.kiosk.listening.available
        sourceComponent: Listener {
            kiosk: pages.kiosk
            panel: pages.panel
        }
    }

    SimulatorBadge {
        x: parent.width - width
        visible: pages.kiosk.simulated
    }

    Loader {
        id: drawer

        anchors.fill: parent
        z: 1

        function load() {
            if (pages.demo === null)
                source = "";
            else
                setSource("drawer/Drawer.qml", {
                    "demo": pages.demo
                });
        }

        Component.onCompleted: load()

        Connections {
            target: pages

            function onDemoChanged() {
                drawer.load();
            }
        }
    }

    Dock {
        id: dock

        y: Theme.contentHeight
        width: parent.width
        height: Theme.dockHeight
        kiosk: pages.kiosk
        panel: pages.panel
        onOpened: name => {
            if (pages.panel === name)
                pages.leave();
            else
                pages.panel = name;
        }
    }
}
