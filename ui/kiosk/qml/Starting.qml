// What the window shows before its pages are there: the ground and the words of a resting kiosk's
// page, each at its place.
import QtQuick
import Beaupre.Look

Item {
    id: starting

    objectName: "page-starting"

    Rectangle {
        width: Theme.startColumn
        height: Theme.contentHeight
        visible: !Theme.portrait
        color: Theme.surface
    }

    Plate {
        x: Theme.margin
        y: (Theme.mastheadHeight - height) / 2
        text: "Beaupré"
    }

    Icon {
        id: picture

        x: Theme.margin
        y: Theme.portrait ? 240 : 136
        name: "hourglass"
        size: Theme.portrait ? 220 : 180
        weight: "regular"
    }

    Title {
        x: Theme.margin
        y: picture.y + picture.height + (Theme.portrait ? 56 : 28)
        text: qsTr("Un instant.")
        size: Theme.titled(Theme.portrait ? 104 : 80)
    }

    Rectangle {
        y: Theme.contentHeight
        width: starting.width
        height: Theme.dockHeight
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: 3
            color: Theme.line
        }
    }
}
