"""Whether the time of an answer tells anybody why a link or a cookie of the secure chat leads nowhere.

    python -m tests.benchmarks.bench_chat_timing [requests of each kind]

A real uvicorn on loopback. Each kind is compared with the unknown one, a second unknown one for
comparison: medians; how often one of it takes
longer than an unknown one (0.500: neither more nor less); and the p of Mann and Whitney's test and of
Welch's. A small p alone is no leak: it comes from any difference, however small, with enough requests.
"""

import http.client
import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.chat_house import ChatHouse, databases
from tests.handlers.web.chat import nobodys

_WARM = 30
_A_KIND = 400
_FAR = 0.10  # of half: further from it, and somebody could learn from a few hundred requests
_OURS = {"sec-fetch-site": "same-origin", "content-type": "application/json"}


def main() -> None:
    """Measure both databases; fail when a kind can be told from the unknown one."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _A_KIND
    told_apart = False
    with tempfile.TemporaryDirectory() as folder:
        for name, url in databases(Path(folder)):
            with ChatHouse(url, Path(folder)).serving() as house:
                links = nobodys.links(house.bank)
                cookies = nobodys.cookies(house.bank, house.site)
                told_apart |= _measure(f"{name}, links", links, _by_link(house.port), count)
                told_apart |= _measure(f"{name}, cookies", cookies, _by_cookie(house.port), count)
    raise SystemExit(1 if told_apart else 0)


def _measure(title: str, kinds: Mapping[str, str], asked: Callable[[str], int], count: int) -> bool:
    """Ask for each kind so often, all mixed; whether one stands out."""
    took: dict[str, list[float]] = {name: [] for name in kinds}
    statuses = {asked(value) for value in kinds.values() for _ in range(_WARM)}
    order = [name for name in kinds for _ in range(count)]
    random.Random(5).shuffle(order)
    for name in order:
        began = time.perf_counter()
        statuses.add(asked(kinds[name]))
        took[name].append((time.perf_counter() - began) * 1000)
    print(f"{title}: {count} of each, status {statuses}")
    unknown = took.pop("unknown")
    print(f"  {'unknown':10} median {statistics.median(unknown):6.3f} ms")
    for name, times in took.items():
        share, p = mann_whitney(times, unknown)
        print(
            f"  {name:10} median {statistics.median(times):6.3f} ms   longer than unknown "
            f"{share:.3f}   p (Mann-Whitney) {p:.3f}   p (Welch) {welch(times, unknown):.3f}"
        )
    return any(abs(mann_whitney(each, unknown)[0] - 0.5) > _FAR for each in took.values())


def _by_link(port: int) -> Callable[[str], int]:
    connection, networks = http.client.HTTPConnection("127.0.0.1", port), random.Random(6)

    def asked(link: str) -> int:
        body = json.dumps({"link": link})
        network = (
            f"10.{networks.randrange(256)}.{networks.randrange(256)}.{networks.randrange(256)}"
        )
        connection.request("POST", "/chat/enter", body, {**_OURS, "x-forwarded-for": network})
        return _status(connection)

    return asked


def _by_cookie(port: int) -> Callable[[str], int]:
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def asked(cookie: str) -> int:
        connection.request("GET", "/chat/words?after=0", headers={"cookie": f"chat={cookie}"})
        return _status(connection)

    return asked


def _status(connection: http.client.HTTPConnection) -> int:
    answer = connection.getresponse()
    answer.read()
    return answer.status


def mann_whitney(these: Sequence[float], those: Sequence[float]) -> tuple[float, float]:
    """How often one of these is larger than one of those, and the p that it is half the time."""
    ranked = sorted([(each, 0) for each in these] + [(each, 1) for each in those])
    ranks = sum(place for place, (_, which) in enumerate(ranked, 1) if which == 0)
    pairs = len(these) * len(those)
    larger = ranks - len(these) * (len(these) + 1) / 2
    spread = math.sqrt(pairs * (len(ranked) + 1) / 12)
    return larger / pairs, _two_sided((larger - pairs / 2) / spread)


def welch(these: Sequence[float], those: Sequence[float]) -> float:
    """The p that the means are the same, of the faster nine tenths of each: a pause is nobody's secret."""
    cut = [sorted(each)[: len(each) * 9 // 10] for each in (these, those)]
    means = [statistics.fmean(each) for each in cut]
    spread = math.sqrt(sum(statistics.variance(each) / len(each) for each in cut))
    return _two_sided((means[0] - means[1]) / spread)


def _two_sided(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))


if __name__ == "__main__":
    main()
