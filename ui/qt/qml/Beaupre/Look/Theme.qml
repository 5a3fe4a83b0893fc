// Every colour, size and duration on screen. Modes, orientation and the town's colours are set by
// the window; pages read what comes of them.
pragma Singleton

import QtQuick

QtObject {
    id: theme

    // Set from outside.
    property bool contrast: false
    property bool large: false
    property bool low: false
    property bool dark: false
    property bool mirrored: false
    property bool arabic: false
    property bool portrait: true
    property bool motion: true
    property bool languageRow: false
    property color townPrimary: "#153E75"
    property color townReturn: "#F4C04E"
    property color townAccount: "#2B3A44"
    property color townBand: "#E0E4DC"
    property url logo
    property bool logoOnPlate: true

    // Whether anything moves at all.
    readonly property bool moves: motion && !large && !dark
    // A mirrored page turns letters, icons and covers back with this factor.
    readonly property int turn: mirrored ? -1 : 1
    readonly property int ahead: mirrored ? Text.AlignRight : Text.AlignLeft
    // Controls start below this line where somebody sits in front of the kiosk.
    readonly property int reach: low && portrait ? 1100 : 0

    // Colours. Text has a contrast of 7 at least, edges of controls and state icons of 3; `line` is
    // decoration.
    readonly property color page: pick("#F1F2ED", "#0F171D", "#000000")
    readonly property color surface: pick("#FFFFFF", "#18232B", "#000000")
    readonly property color sunken: pick("#E4E7E0", "#22303A", "#000000")
    readonly property color band: pick(townBand, "#22303A", "#000000")
    readonly property color ink: pick("#14212B", "#F0F2EC", "#FFFFFF")
    readonly property color ink2: pick("#3A4A52", "#BDC8C9", "#FFFFFF")
    readonly property color control: pick("#6B7772", "#8497A0", "#FFFFFF")
    readonly property color line: pick("#CDD2CA", "#33444F", "#FFFFFF")
    readonly property color primary: pick(townPrimary, "#A9CBF5", "#FFE94A")
    readonly property color primaryInk: pick(readable(townPrimary), "#0F1F36", "#000000")
    readonly property color giveBack: contrast ? "#FFE94A" : townReturn
    readonly property color giveBackInk: contrast ? "#000000" : readable(townReturn)
    readonly property color account: pick(townAccount, "#33444F", "#000000")
    readonly property color accountInk: contrast || dark ? "#FFFFFF" : readable(townAccount)
    // Looking around: white, with an edge of slate.
    readonly property color lookEdge: pick(townAccount, "#8497A0", "#FFFFFF")
    readonly property color plate: contrast ? "#000000" : townPrimary
    readonly property color plateInk: contrast ? "#FFFFFF" : readable(townPrimary)
    readonly property color done: pick("#14532F", "#8FDDAB", "#7DF5B0")
    readonly property color doneInk: pick("#FFFFFF", "#16372A", "#000000")
    readonly property color doneSoft: pick("#DFF0E3", "#16372A", "#000000")
    readonly property color doing: pick("#153E75", "#A9CBF5", "#8FD8FF")
    readonly property color doingSoft: pick("#DEE8F5", "#1A3554", "#000000")
    readonly property color doingTrack: pick("#BCD0E6", "#33444F", "#000000")
    readonly property color refused: pick("#952A1D", "#FFB9AA", "#FFB4A6")
    readonly property color refusedInk: pick("#FFFFFF", "#43211B", "#000000")
    readonly property color refusedText: pick("#7F2318", "#FFB9AA", "#FFB4A6")
    readonly property color refusedSoft: pick("#FBE6DF", "#43211B", "#000000")
    readonly property color attention: contrast ? "#FFB35C" : "#F59A45"
    readonly property color attentionInk: contrast ? "#000000" : "#14212B"
    readonly property color attentionText: pick("#6B3A00", "#FFCF8F", "#FFB35C")
    readonly property color attentionSoft: pick("#FDEBD3", "#402D12", "#000000")
    readonly property color attentionEdge: pick("#B25F00", "#FFCF8F", "#FFB35C")

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

    // Type, px. Arabic letters come from the substitute of the text family, which has no titles.
    readonly property string textFamily: "Atkinson Hyperlegible Next"
    readonly property string titleFamily: contrast || arabic ? textFamily : "Young Serif"
    readonly property int titleWeight: contrast ? Font.ExtraBold : arabic ? Font.Bold : Font.Normal
    readonly property int greeting: titled(124)
    readonly property int alarm: titled(portrait ? 116 : 88)
    readonly property int title: titled(portrait ? 80 : 72)
    readonly property int way: titled(84)
    readonly property int waySmall: titled(50)
    readonly property int heading: titled(56)
    readonly property int action: large ? 76 : 46
    readonly property int lead: grown(40)
    readonly property int itemTitle: grown(38)
    readonly property int body: large ? 64 : 36
    readonly property int support: grown(31)
    readonly property int least: grown(28)
    // Shares of the fonts' own line heights: 1.41 for titles, 1.30 for text.
    readonly property real titleLine: titleFamily === textFamily ? 0.9 : 0.79
    readonly property real textLine: arabic ? 1.1 : 1

    // Grid and shape, px.
    readonly property int margin: large ? 40 : portrait ? 64 : 56
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
    readonly property int actionHeight: large ? (portrait ? 184 : 148) : portrait ? 136 : 124
    readonly property int itemButton: large ? 140 : 84
    readonly property int dockItem: large ? 140 : portrait ? 112 : 96

    // The frame of a page.
    readonly property int stageWidth: portrait ? 1080 : 1920
    readonly property int stageHeight: portrait ? 1920 : 1080
    readonly property int mastheadHeight: large ? 132 : portrait ? 120 : 104
    readonly property int dockHeight: large ? (portrait ? 188 : 164) : !portrait ? 128 : languageRow ? 252 : 160
    readonly property int contentHeight: stageHeight - dockHeight
    readonly property int startColumn: large ? 760 : 640

    // Durations, ms.
    readonly property int enter: moves ? 240 : 0
    readonly property int finish: moves ? 180 : 0
    readonly property int pageChange: moves ? 200 : 0
    readonly property int press: moves ? 80 : 0
    readonly property int drop: moves ? 240 : 0

    function pick(light: color, night: color, strong: color): color {
        return contrast ? strong : dark ? night : light;
    }

    // Text and labels at 200 %: twice as big; titles are big already.
    function grown(size: int): int {
        return large ? 2 * size : size;
    }

    function titled(size: int): int {
        return large ? Math.round(1.35 * size) : size;
    }

    function pictured(size: int): int {
        return large ? Math.round(1.3 * size) : size;
    }

    // White or ink, whatever can be read better on a colour.
    function readable(ground: color): color {
        return 1.05 / (luminance(ground) + 0.05) >= 4.5 ? "#FFFFFF" : "#14212B";
    }

    function luminance(colour: color): real {
        const linear = [colour.r, colour.g, colour.b].map(c => c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    function pressed(base: color): color {
        return dark || contrast && luminance(base) < 0.2 ? Qt.lighter(base, 1.3) : Qt.darker(base, 1.08);
    }
}
