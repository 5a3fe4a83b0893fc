"""The conductor of the demo: it starts the real programs and acts on them as the world does.

It owns three children (`serve`, `readers simulate`, `kiosk`), a relay that is the network cable,
and the file that is the pad's field. Scenarios know only fingers, cards, tags, cables and signals.
"""
