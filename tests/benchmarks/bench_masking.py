"""How much of the personal data in labelled posts is masked, and how much that is none; and what a post takes.

python -m tests.benchmarks.bench_masking [FILE]

A row of the file is ``en-GB: text with [[kind|value]]``; its country says whose numbers are known. A value counts as
masked when none of it is left, by whatever kind; a find counts as right when it touches a value of its own kind.
Only figures are printed, no text.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from bot.domain.personal_data import find, mask_all
from tests.domain.personal_data.labelled import Post, posts, posts_of

_RECALL, _PRECISION, _CARDS, _TOUCHED = 0.95, 0.97, 1.0, 0.02
_HOSTILE = {
    "prose": "I have been waiting for 12 days, nobody answers! ",
    "names": "my pin account number is no: ref ",
    "numbers": "pin 4821 code 482913 a/c 55779911 ",
    "ones": "1 ",
    "fours": "4",
    "zeros": "0 ",
    "ats": "a.a.a. @",
    "Arabic": "كلمة السر هي ١٢٣ رقم حسابي ",
    "letters": "AB12 ",
    "links": "https://www.a.b/1",
    "IBANs": "GB82 WEST 1234 5698 ",
    "phones": "07700 900123 ",
    "tags": "&nbsp;1<br>",
}


def counted(given: list[Post]) -> dict[str, Counter[str]]:
    """By kind: values, those masked whole, those found to the letter, finds, and right ones."""
    counts: dict[str, Counter[str]] = {}
    for post in given:
        found = find(post.text, regions=post.regions)
        for span in post.spans:
            count = counts.setdefault(str(span.kind), Counter())
            count["values"] += 1
            hidden = {at for each in found for at in range(each.start, each.end)}
            count["masked"] += hidden.issuperset(range(span.start, span.end))
            count["to the letter"] += span in found
            count["as its kind"] += any(
                each.kind is span.kind and each.start < span.end and span.start < each.end
                for each in found
            )
        for each in found:
            count = counts.setdefault(str(each.kind), Counter())
            count["finds"] += 1
            count["right"] += any(
                each.kind is span.kind and each.start < span.end and span.start < each.end
                for span in post.spans
            )
    return counts


def told(given: list[Post]) -> None:
    """Print a line a kind, and how many harmless posts were touched."""
    counts = counted(given)
    total = sum(counts.values(), Counter[str]())
    for kind, count in [*sorted(counts.items()), ("all", total)]:
        values, finds = count["values"], count["finds"]
        recall = count["masked"] / values if values else 1.0
        precision = count["right"] / finds if finds else 1.0
        kept = recall >= (_CARDS if kind == "card" else _RECALL) and precision >= _PRECISION
        print(
            f"  {kind:16} recall {recall:.3f} of {values:4}  as its kind {count['as its kind']:4}  to the letter"
            f" {count['to the letter']:4}  precision {precision:.3f} of {finds:4}  {'kept' if kept else 'MISSED'}"
        )
    harmless = [post for post in given if not post.spans]
    touched = sum(bool(find(post.text, regions=post.regions)) for post in harmless)
    share = touched / max(1, len(harmless))
    print(
        f"  harmless posts touched: {touched} of {len(harmless)} = {share:.3f}"
        f" (goal {_TOUCHED}: {'kept' if share <= _TOUCHED else 'MISSED'})"
    )


def timed() -> None:
    """Print the slowest of the texts made to be slow, at two lengths."""
    for length, goal in ((25_000, 20), (100_000, 60)):
        took = {}
        for name, piece in _HOSTILE.items():
            text = (piece * (length // len(piece) + 1))[:length]
            mask_all(text[:1500], regions=("GB", "US", "IN"))  # patterns are compiled at first use
            began = time.process_time()
            mask_all(text, regions=("GB", "US", "IN"))
            took[name] = (time.process_time() - began) * 1000
        slowest = max(took, key=took.__getitem__)
        verdict = "kept" if took[slowest] <= goal else "MISSED"
        print(
            f"  {length:,} characters: at most {took[slowest]:.0f} ms ({slowest}; goal {goal}: {verdict})"
        )


def main() -> None:
    """Print it of the file that is named, else of the labelled posts of the tests."""
    given = posts_of(Path(sys.argv[1])) if len(sys.argv) > 1 else posts()
    places = {post.language for post in given}
    print(f"Masking, {len(given)} labelled posts, {len(places)} languages and countries:")
    told(given)
    timed()


if __name__ == "__main__":
    main()
