// A line of the demonstration's drawer that can be pressed; `on` fills its lamp.
import QtQuick
import Beaupre.Look

TouchTarget {
    id: button

    property string detail: ""
    property bool on: false
    property bool lamp: true

    implicitHeight: Theme.touchFloor
    radius: Theme.rKey
    spoken: detail === "" ? text : text + ", " + detail

    background: Rectangle {
        radius: button.radius
        color: button.pressed ? Theme.pressed(Theme.page) : Theme.page
    }

    contentItem: Item {
        Rectangle {
            id: dot

            x: 20
            anchors.verticalCenter: parent.verticalCenter
            visible: button.lamp
            width: 28
            height: 28
            radius: 14
            color: button.on ? Theme.done : "transparent"
            border.width: 4
            border.color: button.on ? Theme.done : Theme.control
        }

        Label {
            x: button.lamp ? 68 : 24
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - 20
            text: button.detail === "" ? button.text : button.text + " · " + button.detail
            size: Theme.least
            weight: Font.DemiBold
            maximumLineCount: 1
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
}
