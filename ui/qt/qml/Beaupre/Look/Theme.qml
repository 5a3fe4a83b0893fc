// Every colour, size and duration on screen. Modes and orientation are set by the window.
pragma Singleton

import QtQuick

QtObject {
    id: theme

    property bool contrast: false
    property bool portrait: true
    property bool motion: true

    // Colours. Text has a contrast of 7 at least, edges of controls and state icons of 3; `line` is
    // decoration.
    readonly property color page: contrast ? "#000000" : "#F1F2ED"
    readonly property color surface: contrast ? "#000000" : "#FFFFFF"
    readonly property color sunken: contrast ? "#000000" : "#E4E7E0"
    readonly property color band: contrast ? "#000000" : "#E0E4DC"
    readonly property color ink: contrast ? "#FFFFFF" : "#14212B"
    readonly property color ink2: contrast ? "#FFFFFF" : "#3A4A52"
    readonly property color control: contrast ? "#FFFFFF" : "#6B7772"
    readonly property color line: contrast ? "#FFFFFF" : "#CDD2CA"
    readonly property color primary: contrast ? "#FFE94A" : "#153E75"
    readonly property color primaryInk: contrast ? "#000000" : "#FFFFFF"
    readonly property color giveBack: contrast ? "#FFE94A" : "#F4C04E"
    readonly property color giveBackInk: contrast ? "#000000" : "#14212B"
    readonly property color account: contrast ? "#000000" : "#2B3A44"
    readonly property color accountInk: "#FFFFFF"
    readonly property color done: contrast ? "#7DF5B0" : "#14532F"
    readonly property color doneInk: contrast ? "#000000" : "#FFFFFF"
    readonly property color doneSoft: contrast ? "#000000" : "#DFF0E3"
    readonly property color doing: contrast ? "#8FD8FF" : "#153E75"
    readonly property color doingSoft: contrast ? "#000000" : "#DEE8F5"
    readonly property color doingTrack: contrast ? "#000000" : "#BCD0E6"
    readonly property color refused: contrast ? "#FFB4A6" : "#952A1D"
    readonly property color refusedInk: contrast ? "#000000" : "#FFFFFF"
    readonly property color refusedText: contrast ? "#FFB4A6" : "#7F2318"
    readonly property color refusedSoft: contrast ? "#000000" : "#FBE6DF"
    readonly property color attention: contrast ? "#FFB35C" : "#F59A45"
    readonly property color attentionInk: contrast ? "#000000" : "#14212B"
    readonly property color attentionText: contrast ? "#FFB35C" : "#6B3A00"
    readonly property color attentionSoft: contrast ? "#000000" : "#FDEBD3"
    readonly property color attentionEdge: contrast ? "#FFB35C" : "#B25F00"

    // Colours of drawings: objects, not text.
    readonly property color pad: "#0B1B36"
    readonly property color paper: "#F4EFE2"
    readonly property color paperLine: "#D9CFBB"
    readonly property color scanLine: "#C23B28"
    readonly property color plum: "#4B2A44"
    readonly property color leaf: "#17503F"
    readonly property color sky: "#8FB8DC"
    readonly property color coral: "#E36A4D"
    readonly property color wine: "#832A1E"

    // Type, px.
    readonly property string textFamily: "Atkinson Hyperlegible Next"
    readonly property string titleFamily: contrast ? textFamily : "Young Serif"
    readonly property int titleWeight: contrast ? Font.ExtraBold : Font.Normal
    readonly property int greeting: 124
    readonly property int alarm: 116
    readonly property int title: 80
    readonly property int way: 84
    readonly property int waySmall: 50
    readonly property int heading: 56
    readonly property int action: 46
    readonly property int lead: 40
    readonly property int itemTitle: 38
    readonly property int body: 36
    readonly property int support: 31
    readonly property int least: 28
    // Shares of the fonts' own line heights: 1.41 for titles, 1.30 for text.
    readonly property real titleLine: 0.79
    readonly property real textLine: 1

    // Grid and shape, px.
    readonly property int margin: portrait ? 64 : 56
    readonly property int gap: 24
    readonly property int rTile: 32
    readonly property int rPanel: 28
    readonly property int rRow: 24
    readonly property int rKey: 20
    readonly property int edge: contrast ? 6 : 3
    readonly property int controlEdge: contrast ? 6 : 4
    readonly property int ring: contrast ? 8 : 6
    readonly property int ringGap: 6

    // Touch, px: the floor is 76.
    readonly property int touchFloor: 76
    readonly property int actionHeight: portrait ? 136 : 124
    readonly property int itemButton: 84
    readonly property int dockItem: 112

    // The frame of a page.
    readonly property int stageWidth: portrait ? 1080 : 1920
    readonly property int stageHeight: portrait ? 1920 : 1080
    readonly property int mastheadHeight: portrait ? 120 : 104
    readonly property int dockHeight: portrait ? 160 : 128
    readonly property int contentHeight: stageHeight - dockHeight
    readonly property int startColumn: 640

    // Durations, ms.
    readonly property int enter: motion ? 240 : 0
    readonly property int finish: motion ? 180 : 0
    readonly property int pageChange: motion ? 200 : 0
    readonly property int press: motion ? 80 : 0
    readonly property int drop: motion ? 240 : 0

    function pressed(base: color): color {
        return Qt.darker(base, 1.08);
    }
}
