"""What the Qt programs share: set-up, dispatcher, translation, theme, icons, cover art, fonts.

Not here: anything of one program (`ui.kiosk`, `ui.desk`).
"""
