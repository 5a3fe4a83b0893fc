// The parts of a kit as cards, as many as fit; a button below them turns the pages.
pragma ComponentBehavior: Bound

import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Item {
    id: list

    required property KitView kit
    required property string spoken
    readonly property int gap: Theme.large ? 20 : 24
    readonly property int count: kit.model.count
    readonly property bool lined: Theme.large
    readonly property int columns: lined ? 1 : Math.min(count, count === 4 ? 2 : 3)
    readonly property int least: lined ? (Theme.portrait ? 172 : 148) : 144
    readonly property int wanted: lined ? least : Theme.contrast ? 260 : columns === 2 && !Theme.portrait ? 330 : needed === 1 && Theme.portrait ? 620 : 480
    readonly property int needed: Math.ceil(count / Math.max(1, columns))
    readonly property bool paged: needed * (least + gap) - gap > height
    readonly property real room: height - (paged ? pager.implicitHeight + gap : 0)
    readonly property int lines: Math.max(1, Math.min(needed, Math.floor((room + gap) / (least + gap))))
    readonly property real cellHeight: Math.min(wanted, (room - (lines - 1) * gap) / lines)
    readonly property real cellWidth: (width - (columns - 1) * gap) / Math.max(1, columns)
    readonly property int perPage: lines * columns
    readonly property int pages: Math.max(1, Math.ceil(count / Math.max(1, perPage)))
    property int pageIndex: 0
    readonly property int current: Math.min(pageIndex, pages - 1)

    Accessible.role: Accessible.List
    Accessible.name: spoken

    Repeater {
        model: list.kit.model

        PartCard {
            id: part

            required property int index
            required property string key
            required property string name
            readonly property int slot: index % list.perPage

            objectName: "part-" + index
            code: key
            partName: name
            x: (slot % list.columns) * (list.cellWidth + list.gap)
            y: Math.floor(slot / list.columns) * (list.cellHeight + list.gap)
            width: list.cellWidth
            height: list.cellHeight
            visible: Math.floor(index / list.perPage) === list.current
            line: list.lined
            tall: !list.lined && list.cellHeight >= (list.cellWidth < 400 ? 300 : 380)
            onClicked: list.kit.tick(part.key)
        }
    }

    Pager {
        id: pager

        objectName: "list-next"
        y: parent.height - height
        visible: list.pages > 1
        room: parent.width
        last: list.current + 1 === list.pages
        text: Words.turning(list.current, list.pages)
        onClicked: list.pageIndex = (list.current + 1) % list.pages
    }
}
