// Chips in lines, a heading before those of each facet; as many as fit, a button turns the pages.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Kiosk

Item {
    id: flow

    required property RowModel chips
    property int gap: 12
    property string prefix: "chip-"
    property var places: []
    property int pages: 1
    property int pageIndex: 0
    readonly property int current: Math.min(pageIndex, pages - 1)
    // How high the lines of the page are.
    property real used: 0

    signal chosen(string facet, string value)

    function turn() {
        pageIndex = (current + 1) % pages;
    }

    function arrange() {
        const all = placed(height);
        const found = all.pages === 1 ? all : placed(height - pager.implicitHeight - 16);
        places = found.places;
        pages = found.pages;
        used = found.used;
    }

    function placed(room: real): var {
        const found = [];
        let page = 0, left = 0, top = 0, used = 0;
        for (let i = 0; i < drawn.count; ++i) {
            const one = drawn.itemAt(i) as ChipCell;
            if (one === null)
                continue;
            const high = one.implicitHeight + (one.head ? one.headHeight : 0);
            if (left > 0 && (one.head || left + one.wide > width)) {
                left = 0;
                top = used + gap;
            }
            if (left === 0 && top > 0 && top + high > room) {
                page += 1;
                top = 0;
            }
            if (one.head)
                top += one.headHeight;
            found[i] = { page: page, left: left, top: top };
            left += one.wide + gap;
            used = top + one.implicitHeight;
        }
        return { places: found, pages: page + 1, used: used };
    }

    onHeightChanged: again.restart()
    onWidthChanged: again.restart()
    Component.onCompleted: arrange()

    Timer {
        id: again

        interval: 0
        onTriggered: flow.arrange()
    }

    Repeater {
        id: drawn

        model: flow.chips
        onCountChanged: again.restart()

        ChipCell {
            readonly property var place: flow.places[index] ?? { page: -1, left: 0, top: 0 }

            objectName: ""
            prefix: flow.prefix
            room: flow.width
            x: place.left
            y: place.top
            width: wide
            height: implicitHeight
            visible: place.page === flow.current
            onWideChanged: again.restart()
            onTapped: flow.chosen(facet, value)
        }
    }

    Pager {
        id: pager

        objectName: "chips-next"
        y: flow.height - height
        visible: flow.pages > 1
        room: flow.width
        last: flow.current + 1 === flow.pages
        text: Words.turning(flow.current, flow.pages)
        onClicked: flow.turn()
    }
}
