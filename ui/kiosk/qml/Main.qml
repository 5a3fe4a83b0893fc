// The window: until the view model is there a page that says so, which nothing of the kiosk has to be
// loaded for; then the pages. Drawn for 1080 × 1920 or 1920 × 1080 and scaled as a whole to any other
// size; mirrored as a whole for languages read from the right.
import QtQuick
import QtQuick.Window
import Beaupre.Look

Window {
    id: window

    // A KioskView, once there is one.
    property QtObject kiosk: null
    // Only in a demonstration: a DemoControl, which no other kiosk knows.
    property QtObject demo: null
    // On the whole screen nobody at the kiosk ends it.
    property bool locked: false

    width: 1080
    height: 1920
    title: "Beaupré"
    color: Theme.page
    onClosing: close => close.accepted = !locked
    onKioskChanged: pages.setSource("Pages.qml", {
        "kiosk": kiosk,
        "demo": Qt.binding(() => window.demo)
    })

    Binding {
        target: Theme
        property: "portrait"
        value: window.height >= window.width
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
            id: pages

            anchors.fill: parent
            focus: true
        }

        Loader {
            anchors.fill: parent
            active: pages.item === null
            sourceComponent: Starting {}
        }
    }
}
