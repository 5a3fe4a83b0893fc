"""Catalogues come in from feeds: read by `catalogue.feeds`, compared with what is known, applied.

`runs.Importing` is what others call. A run is written in short slices, each with the position the
reader goes on from; it can be interrupted at any moment, resumed, and undone.
"""
