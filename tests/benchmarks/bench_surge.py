"""An outage of 2,000 posts in an hour: when it is heard, what listening costs, and how many are answered with
how many presses, within X's and Facebook's limits and in spite of their refusals.

    python -m tests.benchmarks.bench_surge [posts]

The desk, the outbox and the tables are the product's own, on the tests' PostgreSQL; time is moved by hand. X takes
100 answers in 15 minutes and no text twice, Facebook one in two seconds; both refuse some.
"""

import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from datetime import timedelta

from sqlmodel import Session, select

from bot.desk.answers.receipts import settled
from bot.desk.desk import Desk
from bot.desk.surges import answering, gathering, listening, opening, sending, texts
from bot.desk.surges.whom import Whom
from bot.domain.channels.capabilities import Budget, Capabilities
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Actor, Role
from bot.domain.records.surge import Surge
from bot.domain.text.same_words import comparable
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind, ReplyPayload
from bot.outbox.outcome import Outcome, Parcel, Receipt, Refused
from bot.outbox.relay import Relay
from bot.storage import surges
from tests.database import EmbeddedPostgres, MovableDatabase
from tests.desk.conftest import Bank, house_rules
from tests.domain.triage.feed import OUTAGE, ordinary

POSTS = 2_000
FACEBOOK_PAGE = "110000000000001"
FRAUD = "someone is emptying my account right now and your app is down"
WORDINGS = (
    "Hello {name}, our app is down. We are mending it, and are sorry.",
    "{name}, we know that the app does not work, and are on it. Sorry for that.",
    "Sorry, {name}: the app is down just now. We write again when it works.",
)
LENA = Actor.staff("U0LENA")
_LEAD = frozenset({Role.LEAD})
_LOOKED_EVERY_S, _RELAYED_EVERY_S = 6.0, 2.0


class Platforms:
    """X and Facebook: their limits, no text twice on X, and one answer in fifty refused."""

    def __init__(self, database: MovableDatabase) -> None:
        self._database, self._dice = database, random.Random(1)
        self._sent: dict[str, list[float]] = defaultdict(list)
        self._texts: set[str] = set()
        self.outcomes: Counter[str] = Counter()

    def send(self, parcel: Parcel) -> Outcome:
        """Take it or refuse it; what goes over a limit is counted."""
        payload = ReplyPayload.read(parcel.payload)
        now = self._now()
        before = [at for at in self._sent[payload.channel] if at > now - 900]
        over = (
            len(before) >= 100
            if payload.channel == "x"
            else bool(before and now - before[-1] < 1.9)
        )
        if over:
            self.outcomes[f"{payload.channel}: over the limit"] += 1
        if payload.channel == "x" and comparable(payload.text) in self._texts:
            return self._refused(payload.channel, "duplicate")
        if self._dice.random() < 0.02:
            return self._refused(payload.channel, "reply_not_allowed")
        self._texts.add(comparable(payload.text))
        self._sent[payload.channel].append(now)
        self.outcomes[f"{payload.channel}: published"] += 1
        return Receipt(f"{payload.channel}-{parcel.id}")

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """Nothing is ever in doubt here."""
        return []

    def may_repeat(self, parcel: Parcel) -> bool:
        """An answer goes once."""
        return False

    def _refused(self, channel: str, code: str) -> Outcome:
        self.outcomes[f"{channel}: {code}"] += 1
        return Refused(code, f"{channel} refused it")

    def _now(self) -> float:
        with self._database.reading() as session:
            return self._database.now(session).timestamp()


class Outage:
    """The hour, and the answers after it."""

    def __init__(self, database: MovableDatabase) -> None:
        database.stop_clock()
        self.database = database
        self.bank = Bank(database, house_rules())
        self.bank.beside["facebook"] = Capabilities(
            name="facebook",
            title="Facebook",
            reply_limit=8000,
            reply_length=len,
            posting=Budget(interval_s=2.0),
        )
        self.bank.staff("U0LENA")
        self.platforms = Platforms(database)
        self.relay = Relay(
            database, {DeliveryKind.REPLY: self.platforms}, self._settled, pools={"public": 1}
        )
        self.ticks: list[float] = []
        self.opened_after = 0
        self._dice = random.Random(7)

    def write(self, posts: int) -> None:
        """So many posts in an hour, four in five about the outage and one a fraud; looked at as they come."""
        began, looked = time.monotonic(), 0.0
        gap = timedelta(hours=1) / posts
        for number in range(posts):
            self.bank.now += gap
            self._post(number, posts)
            looked += gap.total_seconds()
            if looked >= _LOOKED_EVERY_S:
                looked = 0.0
                self._look(number + 1)
        self._look(posts)
        took = time.monotonic() - began - sum(self.ticks)
        print(
            f"  taken in: {posts} posts, {1000 * took / posts:.1f} ms each; heard after {self.opened_after}"
        )
        cut = statistics.quantiles(self.ticks, n=100)
        print(
            f"  one look at what came in: p50 {cut[49] * 1000:.0f} ms, p99 {cut[98] * 1000:.0f} ms"
        )

    def answer(self) -> None:
        """Answer all, a hundred in three presses; then let the platforms take them."""
        presses, looks, sends = 0, [], []
        while True:
            began = time.monotonic()
            with self.database.reading() as session:
                looked = texts.look_through(
                    self.bank.desk_on(session),
                    whom=Whom(self._surge().pk),
                    wordings=WORDINGS,
                    by=LENA,
                    roles=_LEAD,
                )
            with self.bank.desk() as desk:
                prepared = answering.write_down(
                    desk, looked, purpose=Purpose.ANSWERS, resolves=False, by=LENA
                )
            looks.append(time.monotonic() - began)
            if not prepared.listed:
                break
            presses += 3
            with self.bank.desk() as desk:
                ticked = {one.case_id for one in prepared.listed}
                answering.send(desk, answer_id=prepared.answer_id, ticked=ticked, by=LENA)
            began = time.monotonic()
            self._batches(sending.send_due)
            sends.append(time.monotonic() - began)
        print(
            f"  let go with {presses} presses: a look at a hundred {max(looks) * 1000:.0f} ms at most, "
            f"queuing them {max(sends) * 1000:.0f} ms at most"
        )
        self._publish()

    def tell(self) -> None:
        """What came of it, and that the counts add up."""
        surge = self._surge()
        with self.bank.desk() as desk:
            figures = surges.figures(session=desk.session, surge_id=surge.pk)
            cases = len(desk.session.exec(select(Case.id)).all())
            opening.end(desk, surge_id=surge.pk, by=LENA)
        print(
            f"  in the surge {figures.cases} of {cases} cases, {figures.answered} answered, "
            f"{figures.waiting} wait: those that were refused"
        )
        refused = sum(n for told, n in self.platforms.outcomes.items() if "published" not in told)
        for told, count in sorted(self.platforms.outcomes.items()):
            print(f"    {told}: {count}")
        assert figures.waiting == refused, (figures, refused)

    def _post(self, number: int, posts: int) -> None:
        text = self._dice.choice(OUTAGE if self._dice.random() < 0.8 else ordinary())
        more: dict[str, object] = {}
        if self._dice.random() < 0.4:
            more = {"channel": "facebook", "account": FACEBOOK_PAGE}
        said = FRAUD if number == posts // 2 else text
        self.bank.take_in(self.bank.post(said, author=f"someone{number}", **more))

    def _look(self, posts: int) -> None:
        began = time.monotonic()
        with self.bank.desk() as desk:
            gathering.let_loud_go(desk)
        with self.bank.desk() as desk:
            listening.count_hours(desk)
            if listening.listen(desk) and not self.opened_after:
                self.opened_after = posts
        self._batches(gathering.gather)
        with self.bank.desk() as desk:
            opening.refresh_all(desk)
        self.ticks.append(time.monotonic() - began)

    def _batches(self, batch) -> None:  # type: ignore[no-untyped-def]  # a verb that takes a limit
        while True:
            with self.bank.desk() as desk:
                if batch(desk, limit=25) < 25:
                    return

    def _publish(self) -> None:
        began, virtual = time.monotonic(), 0.0
        halfway = 0.0
        while True:
            while self.relay.run_once("public"):
                pass
            left = self._waiting()
            if not left:
                break
            done = sum(self.platforms.outcomes.values())
            halfway = halfway or (virtual if done >= left else 0.0)
            self.database.move(_RELAYED_EVERY_S)
            self.bank.now += timedelta(seconds=_RELAYED_EVERY_S)
            virtual += _RELAYED_EVERY_S
        print(
            f"  half are there after {halfway / 60:.0f} min, all after {virtual / 60:.0f} min, by the platforms' "
            f"limits; {time.monotonic() - began:.0f} s of ours"
        )

    def _waiting(self) -> int:
        with self.database.reading() as session:
            query = select(Delivery.id).where(
                Delivery.kind == DeliveryKind.REPLY, Delivery.state == "ready"
            )
            return len(session.exec(query).all())

    def _settled(self, session: Session, delivery: Delivery, outcome: Outcome) -> None:
        settled(self._desk(session), delivery=delivery, outcome=outcome)

    def _desk(self, session: Session) -> Desk:
        return self.bank.desk_on(session)

    def _surge(self) -> Surge:
        with self.database.reading() as session:
            return surges.open_surges(session=session, brand="northbank")[0]


def main() -> None:
    """Play it on PostgreSQL."""
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else POSTS
    server = EmbeddedPostgres("bench-surge")
    try:
        with server.fresh_url() as url:
            database = MovableDatabase(url)
            print("An outage on PostgreSQL")
            outage = Outage(database)
            outage.write(posts)
            outage.answer()
            outage.tell()
            database.dispose()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
