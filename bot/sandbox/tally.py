"""Counts of calls by operation and outcome, so that a test can say "accepted exactly once"."""

from collections import Counter, defaultdict

from starlette.responses import Response


class Tally:
    """How often each operation was received, accepted (it took effect) or refused."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def received(self, operation: str) -> None:
        self._counts[operation]["received"] += 1

    def answered(self, operation: str, response: Response) -> Response:
        """Count what the platform decided, whether or not the answer then gets lost."""
        outcome = "accepted" if response.status_code < 400 else "refused"
        self._counts[operation][outcome] += 1
        return response

    def snapshot(self) -> dict[str, dict[str, int]]:
        return {operation: dict(counts) for operation, counts in self._counts.items()}

    def restore(self, data: dict[str, dict[str, int]]) -> None:
        self._counts.clear()
        for operation, counts in data.items():
            self._counts[operation].update(counts)
