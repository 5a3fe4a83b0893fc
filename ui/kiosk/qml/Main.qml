// The window: one page, the dock, and what may lie over them. Drawn for 1080 × 1920 or 1920 × 1080
// and scaled as a whole to any other size; mirrored as a whole for languages read from the right.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Beaupre.Look
import Beaupre.Kiosk
import "controls"

Window {
    id: window

    required property KioskView kiosk
    // Only in a demonstration: a DemoControl, which no other kiosk knows.
    property QtObject demo: null
    // On the whole screen nobody at the kiosk ends it.
    property bool locked: false
    // What lies over the page: "", "help", "languages", "settings" or "board".
    property string panel: ""

    readonly property bool tall: height >= width
    readonly property var pages: ({
            "start": "StartPage",
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

    width: 1080
    height: 1920
    title: "Beaupré"
    color: Theme.page
    onClosing: close => close.accepted = !locked

    // Back to the page; the keyboard back to the button that led away from it.
    function leave() {
        const left = panel;
        panel = "";
        if (left === "board")
            (shown.item as FocusScope).forceActiveFocus();
        else
            dock.take(left);
    }

    // The one place where the theme learns what it is to look like.
    Binding {
        target: Theme
        property: "portrait"
        value: window.tall
    }

    Binding {
        target: Theme
        property: "contrast"
        value: window.kiosk.modes.contrast
    }

    Binding {
        target: Theme
        property: "large"
        value: window.kiosk.modes.large
    }

    Binding {
        target: Theme
        property: "low"
        value: window.kiosk.modes.low
    }

    Binding {
        target: Theme
        property: "dark"
        value: window.kiosk.board.night
    }

    Binding {
        target: Theme
        property: "mirrored"
        value: window.kiosk.rightToLeft
    }

    Binding {
        target: Theme
        property: "arabic"
        value: window.kiosk.language === "ar"
    }

    Binding {
        target: Theme
        property: "languageRow"
        value: window.kiosk.page === "start" && window.kiosk.languages.length <= 4
    }

    FocusScope {
        id: stage

        anchors.centerIn: parent
        width: Theme.stageWidth
        height: Theme.stageHeight
        scale: Math.min(window.width / width, window.height / height)
        focus: true
        clip: true

        transform: Scale {
            origin.x: stage.width / 2
            xScale: Theme.turn
        }

        Loader {
            id: shown

            width: parent.width
            height: Theme.contentHeight
            focus: window.panel === ""
            visible: window.panel === ""
            enabled: visible

            readonly property string page: window.kiosk.page

            function load() {
                window.panel = "";
                setSource("pages/" + window.pages[page] + ".qml", {
                    "kiosk": window.kiosk,
                    "width": width,
                    "height": height
                });
            }

            onPageChanged: load()
            Component.onCompleted: load()
            onLoaded: {
                (item as FocusScope).forceActiveFocus();
                arrival.restart();
            }

            Connections {
                target: shown.item
                ignoreUnknownSignals: true

                function onHelpWanted() {
                    window.panel = "help";
                }

                function onBoardWanted() {
                    window.panel = "board";
                }
            }

            Binding {
                target: shown.item
                property: "width"
                value: shown.width
            }
        }

        // It slides in and does not fade: half-transparent pages take the software renderer twice the
        // time, for the first frame after a finger above all.
        NumberAnimation {
            id: arrival

            target: shown
            property: "x"
            from: 32
            to: 0
            duration: Theme.pageChange
            easing.type: Easing.OutCubic
        }

        // Made when it is opened: the first frame does not wait for it.
        Loader {
            id: over

            width: parent.width
            height: Theme.contentHeight
            active: window.panel !== ""
            focus: active
            sourceComponent: window.panel === "languages" ? languagePanel : window.panel === "settings" ? settingsPanel : window.panel === "board" ? boardPanel : helpPanel
            onLoaded: (item as FocusScope).forceActiveFocus()
        }

        Component {
            id: helpPanel

            HelpPanel {
                focus: true
                kiosk: window.kiosk
                onClosed: window.leave()
            }
        }

        Component {
            id: languagePanel

            LanguagePanel {
                focus: true
                kiosk: window.kiosk
                onClosed: window.leave()
            }
        }

        Component {
            id: settingsPanel

            SettingsPanel {
                focus: true
                kiosk: window.kiosk
                onClosed: window.leave()
            }
        }

        Component {
            id: boardPanel

            BoardPanel {
                focus: true
                width: over.width
                height: over.height
                kiosk: window.kiosk
                onClosed: window.leave()
            }
        }

        SimulatorBadge {
            x: parent.width - width
            visible: window.kiosk.simulated
        }

        Loader {
            id: drawer

            anchors.fill: parent
            z: 1

            function load() {
                if (window.demo === null)
                    source = "";
                else
                    setSource("drawer/Drawer.qml", {
                        "demo": window.demo
                    });
            }

            Component.onCompleted: load()

            Connections {
                target: window

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
            kiosk: window.kiosk
            panel: window.panel
            onOpened: name => {
                if (window.panel === name)
                    window.leave();
                else
                    window.panel = name;
            }
        }
    }
}
