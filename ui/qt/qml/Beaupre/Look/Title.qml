// A question or an instruction, in the title letters.
import QtQuick

Text {
    id: title

    // The words; broken into lines of about the same length where they need two.
    property string words: ""
    property int size: Theme.title

    text: balanced(words, width)
    color: Theme.ink
    font.family: Theme.titleFamily
    font.weight: Theme.titleWeight
    font.pixelSize: size
    font.features: ({ "lnum": 1 })
    lineHeight: Theme.titleLine
    wrapMode: Text.WordWrap
    textFormat: Text.PlainText
    Accessible.role: Accessible.Heading
    Accessible.name: (words === "" ? text : words).replace(/\n/g, " ")

    function balanced(words: string, room: real): string {
        const parts = words.split(" ");
        if (parts.length < 2 || words.includes("\n") || room <= 0 || metrics.advanceWidth(words) <= room)
            return words;
        let best = words;
        let least = room + 1;
        for (let i = 1; i < parts.length; ++i) {
            const first = parts.slice(0, i).join(" ");
            const second = parts.slice(i).join(" ");
            const wider = Math.max(metrics.advanceWidth(first), metrics.advanceWidth(second));
            // The end of a sentence is a better place than the middle.
            const cost = wider <= room && /[.,]$/.test(first) ? 0 : wider;
            if (cost < least) {
                least = cost;
                best = first + "\n" + second;
            }
        }
        return best;
    }

    FontMetrics {
        id: metrics

        font: title.font
    }
}
