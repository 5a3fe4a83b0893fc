"""How long decoding a tag takes, held against the time it takes to read it on the air.

The images are those a town has: each data model, blank tags, damaged ones. The limit is the air
time of one read of 8 blocks (ISO/IEC 15693-3, 26.48 kbit/s), the least a driver waits for an image.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure
from rfid.sim.airtime import command_us
from rfid.tagdata.detect import decode
from rfid.tagdata.encode import encode
from rfid.tagdata.model import ItemTag, TagModel, TypeOfUsage

READ_BYTES, READ_BLOCKS = 32, 8
SAMPLES = 2_000
MODELS = (TagModel.ISO28560_3, TagModel.ISO28560_2, TagModel.DANISH, TagModel.RFID501)


def images() -> dict[str, bytes]:
    """One of each kind, as much as the first read brings."""
    owner = "FR-751131010"
    tag = ItemTag("3104800000017", 1, 1, owner, TypeOfUsage.CIRCULATING)
    found = {str(model): encode(model, tag, 112)[:READ_BYTES] for model in MODELS}
    found["blank"] = bytes(READ_BYTES)
    whole = found[str(TagModel.ISO28560_3)]
    found["damaged"] = whole[:5] + b"?" + whole[6:]
    found["of no model"] = bytes(range(1, READ_BYTES + 1))
    return found


def seconds_each(image: bytes, samples: int) -> float:
    """Of one decoding, on average."""
    began = time.perf_counter()
    for _ in range(samples):
        decode(image)
    return (time.perf_counter() - began) / samples


def measure(scale: Scale) -> Sequence[Figure]:
    """Every kind of image, so many rounds."""
    samples = 10 if scale.tiny else SAMPLES
    air_us = command_us("read_blocks", READ_BYTES, READ_BLOCKS, "done")
    figures = []
    for name, image in images().items():
        taken = sorted(1e6 * seconds_each(image, samples) for _ in range(scale.rounds))
        median = taken[len(taken) // 2]
        figures.append(
            Figure(
                name=f"{name} decoded",
                unit="µs",
                ours=median,
                aim=Aim("<=", 0.01),
                against="its air time",
                theirs=air_us,
                ratio=median / air_us,
                spread=(taken[0] / air_us, taken[-1] / air_us),
                rounds=scale.rounds,
                notes={"images_per_s": round(1e6 / median)},
            )
        )
    return figures


main = bench_command("codec", measure, __doc__)

if __name__ == "__main__":
    main()
