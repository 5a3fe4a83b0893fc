"""PC/SC readers that know blocks and nothing else: good for reading, never for lending."""

from __future__ import annotations

from collections.abc import Callable

from rfid.events import ReaderDown, ReaderEvent, TagArrived
from rfid.switching import cannot_switch
from rfid.tagdata.convert import rewrite
from rfid.tagdata.model import ItemTag, TagModel, TypeOfUsage, Verdict
from rfid.types import ReaderInfo
from rfid.worker import ReaderWorker
from rfid.writing.kept import ImagesInMemory, TagImage
from rfid.writing.writer import TagWriter, WriteOutcome
from support.pcsc_rigs import DeskRig
from support.rfid_rig import OWNER, POLICY, tag, uid


def test_reader_named_so_says_at_once_that_it_knows_blocks_alone() -> None:
    assert DeskRig("storage").open().info().blocks_only
    assert not DeskRig("transparent").open().info().blocks_only


def test_nameless_reader_says_so_with_the_first_tag() -> None:
    rig = DeskRig("storage", "Nameless 00 00")
    rig.lay(tag(1))
    reader = rig.open()
    assert not reader.info().blocks_only
    reader.inventory()
    reader.system_info(uid(1))
    assert reader.info().blocks_only


def station(rig: DeskRig, unfit: Callable[[ReaderInfo], str]) -> list[ReaderEvent]:
    """What a worker on this reader tells."""
    told: list[ReaderEvent] = []
    worker = ReaderWorker("pad", rig.open, POLICY, told.append, unfit=unfit)
    now_s = 0.0
    for _ in range(30):
        now_s = max(now_s + 0.001, worker.step(now_s))
    worker.close()
    return told


def test_station_with_such_a_pad_refuses_it_at_start_with_a_reason() -> None:
    """Guard: `unfit` is asked when the reader is opened."""
    (down,) = station(DeskRig("storage"), cannot_switch)
    assert isinstance(down, ReaderDown)
    assert "need another reader" in down.reason


def test_station_whose_pad_turns_out_to_be_such_takes_no_item() -> None:
    """Guard: `unfit` is asked with each new tag."""
    rig = DeskRig("storage", "Nameless 00 00")
    rig.lay(tag(1))
    readings = [
        each.reading for each in station(rig, cannot_switch) if isinstance(each, TagArrived)
    ]
    assert [each.verdict for each in readings] == [Verdict.UNREADABLE]
    assert "need another reader" in readings[0].reason


def test_desk_that_only_reads_reads_with_such_a_reader_and_calls_security_unknown() -> None:
    rig = DeskRig("storage")
    rig.lay(tag(1))
    told = station(rig, lambda _: "")
    (arrived,) = [each.reading for each in told if isinstance(each, TagArrived)]
    assert (arrived.verdict, arrived.afi, arrived.dsfid, arrived.security) == (
        Verdict.ITEM,
        None,
        None,
        None,
    )


def test_such_a_reader_writes_no_item_because_dsfid_and_afi_would_be_missing() -> None:
    """Guard: the refusal before anything is kept or written."""
    rig = DeskRig("storage")
    rig.lay(tag(1))
    before = bytes(rig.field.tags[0].memory)
    reader = rig.open()
    reader.inventory()
    writer = TagWriter(reader, POLICY, ImagesInMemory())
    item = ItemTag("3104800000017", 1, 1, OWNER, TypeOfUsage.CIRCULATING)
    model = TagModel.ISO28560_3
    done = writer.write(uid(1), model, lambda old, size: rewrite(old, item, model, size))
    assert done.outcome is WriteOutcome.REFUSED
    assert "no DSFID and AFI" in done.reason
    assert bytes(rig.field.tags[0].memory) == before


def test_nothing_is_put_back_with_such_a_reader() -> None:
    """Guard: the same refusal in `restore`."""
    rig = DeskRig("storage")
    rig.lay(tag(1))
    before = bytes(rig.field.tags[0].memory)
    reader = rig.open()
    reader.inventory()
    kept = ImagesInMemory({uid(1): TagImage(bytes(112), 4, 0x3E, 0x07)})
    done = TagWriter(reader, POLICY, kept).restore(uid(1))
    assert done.outcome is WriteOutcome.REFUSED
    assert bytes(rig.field.tags[0].memory) == before
    assert kept.get(uid(1)) is not None
