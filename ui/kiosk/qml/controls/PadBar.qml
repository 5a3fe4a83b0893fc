// The pad of the kiosk, seen from the front.
import QtQuick
import Beaupre.Look

Rectangle {
    id: pad

    property color light: Theme.giveBack

    implicitHeight: 26
    radius: height / 2
    color: Theme.pad
    Accessible.ignored: true

    Rectangle {
        x: parent.width * 0.1
        y: (parent.height - height) / 2
        width: parent.width * 0.8
        height: Math.max(5, parent.height * 0.27)
        radius: height / 2
        color: pad.light
    }
}
