"""Virtual tags, a virtual field and device twins that answer a reader's real bytes.

The twins share no code with the drivers: frames, checksums and images are built here once more, so
that an error on one side shows. Part of the product: demo, tests and training run on it.
"""
