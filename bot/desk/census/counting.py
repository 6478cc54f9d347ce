"""Taking a census: the fates of all that was listed, added up; what was missed is taken in and told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.desk.census.matching import AGAIN, Fate, Met, Shown
from bot.desk.desk import Desk
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.census import Census
from bot.inbox.store import Incoming, store

_MOST_NAMED = 4


@dataclass
class Tally:
    """What a count has found so far."""

    fates: list[Fate] = field(default_factory=list)
    missed: list[tuple[Incoming, Fate]] = field(default_factory=list)

    def add(self, fate: Fate, item: Incoming) -> None:
        """Count one thing that was said."""
        self.fates.append(fate)
        if fate.met is Met.MISSED:
            self.missed.append((item, fate))

    def into(self, census: Census) -> None:
        """Write the sums into the census."""
        met = [fate.met for fate in self.fates]
        shown = [fate.shown for fate in self.fates]
        census.heard = len(self.fates)
        census.mirrored = shown.count(Shown.MIRRORED)
        census.unshown = shown.count(Shown.UNSHOWN)
        census.answered = met.count(Met.ANSWERED)
        census.waiting = met.count(Met.WAITING)
        census.on_its_way = shown.count(Shown.ON_ITS_WAY)
        reasons = [fate.why for fate in self.fates if fate.met is Met.ASIDE]
        census.aside = {why: reasons.count(why) for why in sorted(set(reasons))}

    @property
    def mirrored_at(self) -> list[tuple[str, str]]:
        """The threads that show what was said: channel and ts, each once."""
        places = (fate.place for fate in self.fates if fate.shown is Shown.MIRRORED)
        return list(dict.fromkeys(place for place in places if place is not None))


def take_in_missed(desk: Desk, tally: Tally, census: Census) -> None:
    """Let what was missed in by the one door there is, so that it becomes cases from when it was written.

    What came in by itself since it was listed is on its way, and was not missed.
    """
    for item, fate in tally.missed:
        if _stored(desk, _anew(item) if fate.was_settled else item):
            census.late += 1
        elif fate.was_settled:  # it was let in once more already, and is in no case still
            census.lost += 1
        else:
            census.on_its_way += 1


def keep(desk: Desk, census: Census, *, accounts: Iterable[str] = ()) -> None:
    """Keep the census, and raise its alarm where something was missed or is not shown; else that is over.

    ``accounts``: those at which something was missed, by name.
    """
    desk.session.add(census)
    if not census.has_gaps:
        if census.is_whole:
            clear_alarm(desk, AlarmKind.CENSUS_GAPS)
        return
    named = sorted(set(accounts))[:_MOST_NAMED]
    raise_alarm(
        desk,
        AlarmKind.CENSUS_GAPS,
        is_news=bool(census.late or census.lost),
        late=census.late,
        lost=census.lost,
        unshown=census.unshown + census.not_in_slack,
        accounts=", ".join(named) or "–",
    )


def accounts_of(desk: Desk, missed: Sequence[tuple[Incoming, Fate]]) -> list[str]:
    """Where it was said, as people know these accounts."""
    return [desk.account_name(item.channel, item.account) for item, _ in missed]


def _anew(item: Incoming) -> Incoming:
    return Incoming(
        source=AGAIN + item.source,
        channel=item.channel,
        account=item.account,
        key=item.key,
        body=item.body,
    )


def _stored(desk: Desk, item: Incoming) -> bool:
    return bool(
        store(
            session=desk.session,
            items=[item],
            vault=desk.vault,
            now=desk.now,
            db_now=desk.database_now,
        )
    )
