// How loud the pages are read, for who listens to them.
import QtQuick
import Beaupre.Look
import Beaupre.Kiosk

Row {
    id: loudness

    required property KioskView kiosk

    spacing: Theme.gap

    VolumeButton {
        width: (loudness.width - loudness.spacing) / 2
        kiosk: loudness.kiosk
        step: -1
    }

    VolumeButton {
        width: (loudness.width - loudness.spacing) / 2
        kiosk: loudness.kiosk
        step: 1
    }
}
