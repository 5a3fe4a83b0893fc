"""The host's frame decoder against everything a line can do to a frame."""

from __future__ import annotations

import pytest

from rfid.feig.frames import Answer, AnswerDecoder, Format, crc8408, encode

OK = bytes.fromhex("02000800B00090DF")
NOBODY = bytes.fromhex("0600B0015C63")


def feed(*pieces: bytes) -> tuple[list[Answer], AnswerDecoder]:
    decoder = AnswerDecoder()
    return [answer for piece in pieces for answer in decoder.feed(piece)], decoder


def test_crc_of_the_published_check_string() -> None:
    assert crc8408(b"123456789") == 0x6F91


def test_two_answers_in_one_piece_are_both_taken() -> None:
    found, _ = feed(OK + NOBODY)
    assert [(answer.command, answer.status) for answer in found] == [(0xB0, 0), (0xB0, 1)]


def test_answer_cut_anywhere_is_taken_when_it_is_whole() -> None:
    for cut in range(len(OK)):
        found, decoder = feed(OK[:cut], OK[cut:])
        assert (len(found), decoder.damaged) == (1, 0)


def test_frame_with_wrong_crc_is_no_answer() -> None:
    found, decoder = feed(OK[:-1] + b"\x00")
    assert found == []
    assert list(decoder.resync()) == []
    assert decoder.damaged


def test_answer_behind_garbage_is_found_once_the_line_is_silent() -> None:
    found, decoder = feed(b"\xf0\x31\x07" + OK)
    assert found == [], "the garbage could be the head of a longer frame"
    assert [answer.status for answer in decoder.resync()] == [0]


def test_answer_behind_a_short_frame_is_taken() -> None:
    found, _ = feed(b"\x03\x00" + OK)
    assert len(found) == 1


def test_header_of_an_impossible_length_is_skipped() -> None:
    found, _ = feed(b"\x02\x00\x00" + OK)
    assert len(found) == 1


def test_request_too_long_for_a_standard_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="standard"):
        encode(0xB0, bytes(251), Format.STANDARD)
    assert len(encode(0xB0, bytes(250), Format.STANDARD)) == 255
