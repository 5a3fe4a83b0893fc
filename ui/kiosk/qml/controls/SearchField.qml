// The words that are looked for, big, with a cross that takes them away. What is typed comes from
// the keys below or a keyboard, not from here.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: field

    required property string words
    property bool typing: false
    property bool ringed: typing
    // Where somebody sits in front of the kiosk it is only read.
    property bool touched: true
    readonly property bool foreign: Theme.mirrored && words !== "" && !/^[\u0590-\u08ff]/.test(words)

    signal edited
    signal cleared

    implicitHeight: Theme.large ? 152 : Theme.portrait ? 120 : 104
    Accessible.role: Accessible.EditableText
    Accessible.name: words === "" ? qsTr("Recherche, vide") : qsTr("Recherche\u202f: %1").arg(words)

    Rectangle {
        anchors.fill: parent
        radius: Theme.rPanel
        color: Theme.surface
        border.width: Theme.controlEdge
        border.color: Theme.ink
    }

    Icon {
        id: glass

        x: 36
        y: (field.height - height) / 2
        name: "magnifying-glass"
        size: Theme.pictured(56)
        weight: "bold"
    }

    Label {
        id: said

        x: glass.x + glass.width + 24
        y: (field.height - height) / 2
        width: field.width - x - (clear.visible ? clear.width + 20 : 36)
        text: field.words !== "" ? field.words : qsTr("Titre, nom, sujet…")
        color: field.words !== "" ? Theme.ink : Theme.ink2
        size: Theme.large ? 72 : 46
        weight: field.words !== "" ? Font.Medium : Font.Normal
        wrapMode: Text.NoWrap
        elide: field.words !== "" ? Text.ElideLeft : Text.ElideNone
        fontSizeMode: field.words !== "" ? Text.FixedSize : Text.HorizontalFit
        minimumPixelSize: 22
        Accessible.ignored: true
    }

    Rectangle {
        x: field.words === "" ? said.x - 10 : Math.min(said.x + said.implicitWidth + 6, said.x + said.width)
        y: (field.height - height) / 2
        width: 5
        height: said.size * 1.2
        visible: field.typing && !field.foreign
        color: Theme.doing
        Accessible.ignored: true
    }

    TouchTarget {
        objectName: "search-field"
        width: clear.visible ? clear.x - 12 : field.width
        height: field.height
        visible: field.touched && !field.typing
        spoken: field.Accessible.name
        onClicked: field.edited()
    }

    TouchTarget {
        id: clear

        objectName: "search-clear"
        x: field.width - width - 12
        y: (field.height - height) / 2
        width: Math.max(Theme.touchFloor, field.height - 32)
        height: width
        visible: field.touched && field.words !== ""
        radius: Theme.rKey
        focusPolicy: Qt.TabFocus
        spoken: qsTr("Effacer la recherche")
        onClicked: field.cleared()

        background: Rectangle {
            radius: clear.radius
            color: clear.pressed ? Theme.sunken : "transparent"
        }

        contentItem: Item {
            Icon {
                anchors.centerIn: parent
                name: "x"
                size: Theme.pictured(48)
                weight: "bold"
            }
        }
    }
}
