"""How often `imqual quotes check` is right, and how long it takes: `python benchmarks/quotes.py [seed …]`.

Drafts with planted faults are made from the example study; those written by hand stand under tests/manuscripts/.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.manuscripts.planting import drafts  # noqa: E402
from tests.manuscripts.scoring import Score, report_of, score, table_of  # noqa: E402
from tests.manuscripts.second import fourth, second, third  # noqa: E402
from tests.manuscripts.written import written  # noqa: E402

from imcommerce_qual.actions.opened import open_study  # noqa: E402
from imcommerce_qual.core.quoting.corpus import corpus_of  # noqa: E402


def main(seeds: list[int]) -> None:
    study = open_study(ROOT / "src" / "imcommerce_qual" / "example", use_cache=False).study
    corpus = corpus_of(study.transcripts)
    for seed in seeds:
        found = Score()
        begun = time.perf_counter()
        for draft in drafts(study, seed, 40):
            report = report_of(draft.name, draft.raw, study, corpus)
            score(found, draft.name, report, [(each.words, each.kind) for each in draft.planted])
        show(f"40 drafts made by seed {seed}", found, time.perf_counter() - begun)
    by_hand = list(written())
    for title, chosen in (
        ("by hand, seen", [each for each in by_hand if not each.held_out]),
        ("by hand, held out", [each for each in by_hand if each.held_out]),
        ("by hand, the second set", list(second())),
        ("by hand, the third set", list(third())),
        ("by hand, the fourth set", list(fourth())),
    ):
        found = Score()
        begun = time.perf_counter()
        for draft in chosen:
            score(found, draft.name, report_of(draft.name, draft.raw, study, corpus, draft.given), draft.quotes)
        show(f"{len(chosen)} drafts {title}", found, time.perf_counter() - begun)
    big = {f"{name}x{n}": each for n in range(42) for name, each in study.transcripts.items()}
    begun = time.perf_counter()
    many = corpus_of(big)
    print(f"{len(big)} transcripts, {len(many.words)} words: read in {time.perf_counter() - begun:.1f} s")


def show(title: str, found: Score, seconds: float) -> None:
    print(f"{title} ({seconds:.1f} s)", table_of(found), *found.wrong, "", sep="\n")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1, 20260104])
