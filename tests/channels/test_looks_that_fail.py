"""A look at one post that the platform puts off again and again ends: nobody has looked, and a person is told so."""

from datetime import UTC, datetime

from bot.channels.carriers import _LOOKS, LookCarrier
from bot.channels.channel import LooksUp
from bot.domain.records.answers.looked import Looked
from bot.outbox.kinds import LookPayload
from bot.outbox.outcome import Outcome, Parcel, Refused, TryLater

_PAYLOAD = LookPayload(
    channel="x",
    account="1",
    external_id="77",
    accounts=["1"],
    under=["76"],
    beside=[],
    customers=[],
    message_id=1,
)


class Busy(LooksUp):
    """A channel whose platform has no time."""

    def look_up(self, parcel: Parcel) -> Outcome:
        return TryLater(30, "X asks to wait.")


def looked(attempt: int) -> Outcome:
    parcel = Parcel(
        id=1,
        dedupe_key="look:1",
        kind=_PAYLOAD.kind,
        payload=_PAYLOAD.stored(),
        case_id=1,
        attempt=attempt,
        intent_at=datetime.now(UTC),
    )
    return LookCarrier({"x": Busy()}).send(parcel)  # type: ignore[dict-item]  # it looks, and no more


def test_it_is_tried_again_some_times_and_then_nobody_has_looked() -> None:
    assert [type(looked(attempt)) for attempt in (1, _LOOKS - 1, _LOOKS)] == [
        TryLater,
        TryLater,
        Refused,
    ]
    ended = looked(_LOOKS)
    assert ended == Refused(Looked.NOBODY_LOOKED, "X asks to wait.")
