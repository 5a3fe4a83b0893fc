// Sentences to be read, each with an icon or none, as many as fit; a button below turns the pages.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look

Item {
    id: reading

    // [{icon, text}]
    required property var sentences
    property int size: Theme.large ? 60 : 36
    property int gap: Theme.large ? 28 : 22
    property string spoken: ""
    // What has no icon stands below the words of what has one.
    property bool aligned: false
    // Set by whoever shows it: what stands beside the button that turns pages.
    property real aside: 0
    property var places: []
    property int pages: 1
    property int pageIndex: 0
    readonly property int current: Math.min(pageIndex, pages - 1)
    readonly property real used: places.reduce((most, each) => each.page === current ? Math.max(most, each.bottom) : most, 0)
    readonly property int pagerHeight: pager.implicitHeight

    onSentencesChanged: {
        pageIndex = 0;
        again.restart();
    }
    onHeightChanged: again.restart()
    onWidthChanged: again.restart()
    Component.onCompleted: arrange()

    function arrange() {
        const all = placed(height);
        const found = all.pages === 1 ? all : placed(height - pager.implicitHeight - 20);
        places = found.places;
        pages = found.pages;
    }

    function placed(room: real): var {
        const found = [];
        let page = 0;
        let top = 0;
        for (let i = 0; i < drawn.count; ++i) {
            const row = drawn.itemAt(i) as Item;
            if (row === null)
                continue;
            if (top > 0 && top + row.height > room) {
                page += 1;
                top = 0;
            }
            found[i] = { page: page, top: top, bottom: top + row.height };
            top += row.height + gap;
        }
        return { places: found, pages: page + 1 };
    }

    Timer {
        id: again

        interval: 0
        onTriggered: reading.arrange()
    }

    Accessible.role: Accessible.List
    Accessible.name: spoken

    Repeater {
        id: drawn

        model: reading.sentences
        onCountChanged: again.restart()

        Item {
            id: sentence

            required property int index
            required property var modelData
            readonly property var place: reading.places[index] ?? { page: -1, top: 0 }
            readonly property bool marked: modelData.icon !== ""

            y: place.top
            width: reading.width
            height: Math.max(words.implicitHeight, marked ? icon.height : 0)
            visible: place.page === reading.current
            onHeightChanged: again.restart()

            Icon {
                id: icon

                visible: sentence.marked
                name: sentence.marked ? sentence.modelData.icon : "info"
                size: Theme.pictured(reading.size + 10)
                color: Theme.primary
            }

            Label {
                id: words

                x: sentence.marked || reading.aligned ? icon.width + 28 : 0
                y: sentence.marked && lineCount === 1 ? (icon.height - height) / 2 : 0
                width: parent.width - x
                text: sentence.modelData.text
                size: reading.size
            }
        }
    }

    Pager {
        id: pager

        objectName: "list-next"
        y: parent.height - height
        visible: reading.pages > 1
        room: parent.width - reading.aside
        text: qsTr("Suite · %1 sur %2").arg(reading.current + 1).arg(reading.pages)
        onClicked: reading.pageIndex = (reading.current + 1) % reading.pages
    }
}
