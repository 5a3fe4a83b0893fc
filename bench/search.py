"""How long a search takes in a catalogue of 300,000 titles, against tantivy.

1,000 seeded questions of two words, a third each of rare words, of middling ones, and of words in
more than five of a hundred titles. Ours: the server's index on SQLite, the 20 best in its order
with their titles and copies, and another spelling where one is due. The peer: tantivy with its own
French analyzer over the same titles, both words, the 20 best by BM25 with their titles. Then what
ours does beside: totals and facets, a mistyped word, building.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import tantivy

from bench.command import Scale, bench_command
from bench.figures import Aim, Figure, alternate, compared, percentile
from bench.titles import LARGE, TINY, Classes, classes, filled, titles
from bench.town import scratch
from catalogue.search.embedded import SearchIndex
from catalogue.search.model import Query

QUESTIONS = 1_000
HITS = 20
Question = tuple[str, str]


class Peer:
    """tantivy as its users set it up for French."""

    def __init__(self, folder: Path, count: int) -> None:
        builder = tantivy.SchemaBuilder()
        for name in ("title", "author", "subject"):
            builder.add_text_field(name, stored=True, tokenizer_name="french")
        index = tantivy.Index(builder.build(), str(folder))
        steps = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        for each in (
            tantivy.Filter.lowercase(),
            tantivy.Filter.ascii_fold(),
            tantivy.Filter.stemmer("french"),
        ):
            steps = steps.filter(each)
        index.register_tokenizer("french", steps.build())
        began = time.perf_counter()
        writer = index.writer(128_000_000, 1)
        for each in titles(count):
            writer.add_document(
                tantivy.Document(title=each.title, author=each.author, subject=each.subject)
            )
        writer.commit()
        writer.wait_merging_threads()
        self.built_s = time.perf_counter() - began
        index.reload()
        self._index, self._searcher = index, index.searcher()

    def __call__(self, question: Question) -> object:
        query = self._index.parse_query(
            " ".join(question), ["title", "author", "subject"], conjunction_by_default=True
        )
        found = self._searcher.search(query, HITS, count=False)
        return [self._searcher.doc(address) for _, address in found.hits]


def questions(known: Classes, count: int) -> list[Question]:
    """Two different words of one class each, the classes in turns."""
    chance = random.Random(count)
    pools = (known.rare, known.middling, known.frequent)
    made = []
    for number in range(count):
        first, second = chance.sample(pools[number % len(pools)], 2)
        made.append((first, second))
    return made


def times_ms(ask: Callable[[Question], object], asked: Sequence[Question]) -> list[float]:
    """Of each question."""
    found = []
    for question in asked:
        began = time.perf_counter()
        ask(question)
        found.append(1000 * (time.perf_counter() - began))
    return found


def measure(scale: Scale) -> Sequence[Figure]:
    """All questions by turns; medians and 95th percentiles of each round."""
    count = TINY if scale.tiny else LARGE
    asked = questions(classes(count), 30 if scale.tiny else QUESTIONS)
    with scratch() as folder:
        (folder / "peer").mkdir()
        peer = Peer(folder / "peer", count)
        began = time.perf_counter()
        index = filled(folder / "ours", count)
        built_s = time.perf_counter() - began

        def ours(question: Question) -> object:
            return index.search(Query(" ".join(question), limit=HITS, counts=False))

        ours(asked[0])
        figures = []
        for share, bound in ((0.5, 4), (0.95, 10)):
            done = alternate(
                lambda share=share: percentile(times_ms(ours, asked), share),
                lambda share=share: percentile(times_ms(peer, asked), share),
                scale.rounds,
                once=scale.tiny,
            )
            name = f"search, two words, p{share * 100:.0f}"
            figures.append(compared(name, "ms", done, against="tantivy", aim=Aim("<=", bound)))
        figures += beside(index, asked)
        figures.append(
            Figure(
                "titles into the index",
                "titles/s",
                count / built_s,
                None,
                against="tantivy",
                theirs=count / peer.built_s,
                ratio=peer.built_s / built_s,
            )
        )
        index.close()
    return figures


def beside(index: SearchIndex, asked: Sequence[Question]) -> list[Figure]:
    """What the peer has no like of."""
    counted = times_ms(lambda two: index.search(Query(" ".join(two))), asked)
    mistyped = [(f"{first}x", second) for first, second in asked[: max(3, len(asked) // 10)]]
    near = times_ms(lambda two: index.search(Query(" ".join(two), counts=False)), mistyped)
    return [
        Figure(f"{name}, p{share * 100:.0f}", "ms", percentile(found, share), None)
        for name, found in (("with totals and facets", counted), ("a mistyped word", near))
        for share in (0.5, 0.95)
    ]


main = bench_command("search", measure, __doc__)

if __name__ == "__main__":
    main()
