// The items in their list, small or in big letters, and what turns its pages.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: items

    required property RowModel rows
    required property string way
    property alias rowHeight: small.rowHeight
    property alias newestFirst: small.newestFirst
    readonly property int pages: Theme.large ? large.pages : small.pages
    readonly property bool last: Theme.large ? large.current + 1 === large.pages : small.current + 1 === small.pages
    // What the button that turns pages says.
    readonly property string nextText: Theme.large ? large.nextText : Words.turning(small.current, small.pages)

    function turn() {
        if (Theme.large)
            large.turn();
        else
            small.turn();
    }

    ItemList {
        id: small

        anchors.fill: parent
        visible: !Theme.large
        rows: items.rows
        way: items.way
    }

    LargeList {
        id: large

        anchors.fill: parent
        visible: Theme.large
        rows: items.rows
        way: items.way
    }
}
