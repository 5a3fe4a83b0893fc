// A question or an instruction, in the title letters.
import QtQuick

Text {
    id: title

    // The words; broken into lines of about the same length where they need two.
    property string words: ""
    property int size: Theme.title
    // Where even one word is wider than the title, its letters get smaller.
    property bool fitted: false
    readonly property real fit: fitted && width > 0 ? Math.min(1, 0.97 * width / Math.max(1, widest(words === "" ? text : words))) : 1

    text: balanced(words, width)
    color: Theme.ink
    font.family: Theme.titleFamily
    font.weight: Theme.titleWeight
    font.pixelSize: Math.floor(size * fit)
    font.features: ({ "lnum": 1 })
    lineHeight: Theme.titleLine
    wrapMode: Text.WordWrap
    textFormat: Text.PlainText
    horizontalAlignment: Theme.ahead
    Accessible.role: Accessible.Heading
    Accessible.name: (words === "" ? text : words).replace(/\n/g, " ")

    // In the lines they need anyway, each about as wide; a sentence begins a new one where it can.
    function balanced(words: string, room: real): string {
        if (words.includes("\n") || room <= 0 || metrics.advanceWidth(words) <= room)
            return words;
        const needed = broken(words, room).length;
        const sentences = words.split(/(?<=[.,،]) /);
        const apart = sentences.map(sentence => even(sentence, room));
        const lines = apart.reduce((sum, each) => sum + each.length, 0);
        return (lines === needed ? [].concat(...apart) : even(words, room)).join("\n");
    }

    function even(words: string, room: real): var {
        const needed = broken(words, room).length;
        let narrow = room / 4;
        let wide = room;
        while (wide - narrow > 4) {
            const middle = (narrow + wide) / 2;
            if (broken(words, middle).length > needed)
                narrow = middle;
            else
                wide = middle;
        }
        return broken(words, wide);
    }

    function broken(words: string, room: real): var {
        const lines = [];
        for (const word of words.split(" ")) {
            const longer = lines.length > 0 ? lines[lines.length - 1] + " " + word : word;
            if (lines.length > 0 && metrics.advanceWidth(longer) <= room)
                lines[lines.length - 1] = longer;
            else
                lines.push(word);
        }
        return lines;
    }

    transform: Scale {
        origin.x: title.width / 2
        xScale: Theme.turn
    }

    function widest(words: string): real {
        return words.split(/\s+/).reduce((most, word) => Math.max(most, whole.advanceWidth(word)), 0);
    }

    FontMetrics {
        id: whole

        font.family: Theme.titleFamily
        font.weight: Theme.titleWeight
        font.pixelSize: title.size
    }

    FontMetrics {
        id: metrics

        font: title.font
    }
}
