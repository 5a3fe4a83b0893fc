// The languages, each under its own name; the one in use is filled.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Row {
    id: bar

    required property KioskView kiosk
    required property real itemWidth

    spacing: 12

    Repeater {
        model: bar.kiosk.languages

        TouchTarget {
            id: item

            required property string modelData
            readonly property bool current: modelData === bar.kiosk.language

            objectName: "language-" + modelData
            width: bar.itemWidth
            height: 80
            radius: Theme.rKey
            text: bar.kiosk.languageNames[modelData]
            checkable: false
            Accessible.role: Accessible.RadioButton
            Accessible.checkable: true
            Accessible.checked: current
            onClicked: bar.kiosk.useLanguage(modelData)

            background: Rectangle {
                radius: item.radius
                color: item.current ? Theme.ink : item.pressed ? Theme.pressed(Theme.page) : Theme.page
                border.width: Theme.contrast ? 4 : 0
                border.color: Theme.line
            }

            contentItem: Item {
                Label {
                    anchors.centerIn: parent
                    text: item.text
                    size: Theme.support
                    weight: Font.DemiBold
                    color: item.current ? Theme.surface : Theme.ink
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
