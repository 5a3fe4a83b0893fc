"""The session's effects carried out, off the main thread; each answer comes back as an event.

`circ` asks and journals loans, `lookup` does everything about tags that needs no network, `periph`
prints. One job queue each, one thread each; see `kiosk.station`.
"""
