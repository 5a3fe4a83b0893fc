// The window: one page, the dock, and what may lie over them. Drawn for 1080 × 1920 or 1920 × 1080
// and scaled as a whole to any other size.
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

    readonly property bool tall: height >= width
    readonly property var pages: ({
            "start": "StartPage",
            "identify": "IdentifyPage",
            "pin": "PinPage",
            "tray": "TrayPage",
            "return": "ReturnPage",
            "finish": "FinishPage",
            "attention": "AttentionPage",
            "resting": "RestingPage"
        })

    width: 1080
    height: 1920
    title: "Beaupré"
    color: Theme.page

    Binding {
        target: Theme
        property: "portrait"
        value: window.tall
    }

    FocusScope {
        id: stage

        anchors.centerIn: parent
        width: Theme.stageWidth
        height: Theme.stageHeight
        scale: Math.min(window.width / width, window.height / height)
        focus: true
        clip: true

        Loader {
            id: shown

            width: parent.width
            height: Theme.contentHeight
            focus: !help.visible
            enabled: !help.visible

            readonly property string page: window.kiosk.page

            function load() {
                help.visible = false;
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
                    help.visible = true;
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
            id: help

            width: parent.width
            height: Theme.contentHeight
            visible: false
            active: visible
            focus: visible

            sourceComponent: HelpPanel {
                focus: true
                kiosk: window.kiosk
                onClosed: help.visible = false
            }
        }

        SimulatorBadge {
            anchors.right: parent.right
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
            y: Theme.contentHeight
            width: parent.width
            height: Theme.dockHeight
            kiosk: window.kiosk
            helping: help.visible
            onHelped: help.visible = !help.visible
        }
    }
}
