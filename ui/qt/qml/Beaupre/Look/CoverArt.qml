// The drawn cover of a work. Decoration: the text beside it speaks.
import QtQuick
import Beaupre.Art

CoverPainting {
    id: cover

    Accessible.ignored: true

    // A cover has its spine at the left, in Arabic too.
    transform: Scale {
        origin.x: cover.width / 2
        xScale: Theme.turn
    }
}
