// With big letters there is no room for a countdown beside the stage: it is a page of its own.
import QtQuick
import Beaupre.Look

Item {
    id: closing

    required property int seconds
    property int full: 20

    signal stayed

    Title {
        id: words

        x: Theme.margin
        y: Theme.mastheadHeight + 24
        width: parent.width - 2 * Theme.margin
        words: qsTr("La page se ferme dans %n seconde(s).", "", Math.max(0, closing.seconds))
        size: Theme.title
        Accessible.role: Accessible.Clock
    }

    CountdownRing {
        x: (parent.width - width) / 2
        y: (words.y + words.height + stay.y - height) / 2
        width: Math.min(480, stay.y - words.y - words.height - 64)
        seconds: closing.seconds
        full: closing.full
        labelSize: width * 0.4
    }

    Action {
        id: stay

        objectName: "stay"
        x: Theme.margin
        y: Theme.contentHeight - 28 - height
        width: parent.width - 2 * Theme.margin
        height: implicitHeight
        text: qsTr("Je reste")
        onClicked: closing.stayed()
    }
}
