// The one outline of what has the focus: 6 px wide, 6 px away, following the radius.
import QtQuick

Rectangle {
    id: ring

    property real around: Theme.rPanel

    anchors.fill: parent
    anchors.margins: -(Theme.ringGap + Theme.ring)
    color: "transparent"
    border.width: Theme.ring
    border.color: Theme.ink
    radius: around + Theme.ringGap + Theme.ring
    Accessible.ignored: true
}
