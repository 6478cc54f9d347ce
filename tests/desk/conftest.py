"""A desk with the sandbox bank's rules, a clock that the test moves, and posts from invented people."""

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.channels.x.ids import id_in_link
from bot.desk.answers.receipts import settled
from bot.desk.desk import Desk
from bot.desk.intake import taking_in
from bot.domain.channels.capabilities import Budget, Capabilities
from bot.domain.channels.inbound import Happening, Inbound, Person
from bot.domain.languages.identifying import Guess
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Staff
from bot.domain.rules.house_rules import HouseRules, joined
from bot.domain.text.weighted_length import weighted_length
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import EventPayload
from bot.outbox.outcome import Outcome
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.engine import Database
from bot.storage.house.weekly_data import in_force
from bot.storage.master_keys import new_key
from bot.storage.sealing import Vault
from config import files
from tests import first_reading
from tests.database import TEST_KEYS
from tests.outbox.ending import ended

X_ACCOUNT = "1001001001"
MONDAY_TEN = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
_SANDBOX = Path(files.__file__).parent / "sandbox"


def house_rules() -> HouseRules:
    """The rules of the two invented banks."""
    read = files.read(_SANDBOX)
    return joined(read.values, where=read.where)


@pytest.fixture(scope="session")
def rules() -> HouseRules:
    """The same, read once."""
    return house_rules()


class Bank:
    """One bank's desk, with a clock of its own."""

    def __init__(
        self, database: Database, rules: HouseRules, *, begins_as_usual: bool = False
    ) -> None:
        self.database, self.rules = database, rules
        database.record_keys = database.record_keys or TEST_KEYS
        self.now = MONDAY_TEN
        self.guess: Guess | None = None
        self.database_ahead = timedelta()
        self.keys, self.chat_url, self.chat_login = new_key("k1"), "", False
        self.vault = Vault(self.keys)
        self.channel = Capabilities(
            name="x",
            title="X",
            reply_limit=280,
            reply_length=weighted_length,
            posting=Budget(window_count=100, window_s=900),
            id_in_link=partial(id_in_link, web_url="https://x.example"),
        )
        self.beside: dict[str, Capabilities] = {}  # further channels, by name
        self._ids = itertools.count(1)
        if begins_as_usual:
            first_reading.once(database, self._store_rules, of="desk")
        else:
            self._store_rules()

    def _store_rules(self) -> None:
        with self.database.transaction() as session:
            store_versions(session=session, rules=self.rules, now=self.now)

    def lay_over(self, over: Mapping[str, Mapping[str, Any]]) -> None:
        """Let the bank decide otherwise from now on, by file stem."""
        read = files.read(_SANDBOX).values
        together = {
            stem: files.laid_over(table, over.get(stem, {})) for stem, table in read.items()
        }
        self.rules = joined(together)
        self._store_rules()

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """One transaction at the desk."""
        with self.database.transaction() as session:
            yield self.desk_on(session)

    def desk_on(self, session: Session) -> Desk:
        """The desk in a transaction that somebody else opened."""
        return Desk(
            session=session,
            rules=in_force(session=session, rules=self.rules),
            vault=self.vault,
            channels={"x": self.channel, **self.beside},
            now=self.now,
            database_now=self.database.now(session) + self.database_ahead,
            account_names={("x", X_ACCOUNT): "@NorthbankHelp"},
            undo=timedelta(seconds=8),
            home_team="T0SANDBOX",
            chat_url=self.chat_url,
            chat_login=self.chat_login,
            guess=self.guess,
        )

    def later(self, **by: float) -> None:
        """Time passes."""
        self.now += timedelta(**by)

    def wait(self, **by: float) -> None:
        """Time passes for the database too, by which leases and sessions end."""
        self.later(**by)
        self.database_ahead += timedelta(**by)

    def post(self, text: str, *, author: str = "ana", **more: object) -> Inbound:
        """What X would tell of a public post to the bank, made now."""
        number = str(next(self._ids))
        given: dict[str, object] = {
            "channel": "x",
            "account": X_ACCOUNT,
            "happening": Happening.POSTED,
            "external_id": number,
            "conversation": number,
            "author": Person(external_id=f"id-{author}", handle=author, name=author.title()),
            "text": text,
            "permalink": f"https://x.example/{number}",
            "at": self.now,
        }
        return Inbound.model_validate({**given, **more})

    def take_in(self, inbound: Inbound) -> int:
        """Take it in; the case it became part of."""
        with self.desk() as desk:
            taken = taking_in.take_in(desk, inbound=inbound)
        assert taken.case_id is not None, taken.reason
        return taken.case_id

    def complaint(self, text: str = "My card was declined", *, author: str = "ana") -> int:
        """A new complaint, taken in."""
        return self.take_in(self.post(text, author=author))

    def case(self, case_id: int) -> Case:
        """The case as it stands."""
        with self.database.reading() as session:
            return session.get_one(Case, case_id)

    def deliveries(self, kind: str | None = None) -> list[Delivery]:
        """What was promised to go out, oldest first."""
        with self.database.reading() as session:
            found = list(session.exec(select(Delivery).order_by(Delivery.id)))  # type: ignore[arg-type]  # a column
        return [d for d in found if kind is None or d.kind == kind]

    def templates(self) -> list[str]:
        """The events said in threads."""
        posts = [EventPayload.read(d.payload) for d in self.deliveries("slack.event")]
        return [each.template for post in posts for each in post.all_told]

    def end(self, delivery: Delivery, outcome: Outcome) -> None:
        """Send one delivery, with this outcome, as the relay does."""
        with self.desk() as desk:
            done = ended(desk.session, delivery, outcome, now=desk.database_now)
            settled(desk, delivery=done, outcome=outcome)

    def staff(self, slack_user_id: str, **more: object) -> None:
        """Somebody as the worker last read them in Slack."""
        with self.desk() as desk:
            given: dict[str, object] = {
                "slack_user_id": slack_user_id,
                "team_id": "T0SANDBOX",
                "name": slack_user_id,
                "roles": sorted(self.rules.roles_of(slack_user_id)),
                "refreshed_at": desk.database_now,
            }
            desk.session.merge(Staff.model_validate({**given, **more}))


def desk_in(session: Session, *, rules: HouseRules, now: datetime) -> Desk:
    """A desk in a transaction that the test has opened itself."""
    return Desk(
        session=session,
        rules=rules,
        vault=Vault(new_key("k1")),
        channels={},
        now=now,
        database_now=now,
    )


@pytest.fixture
def bank(database: Database, rules: HouseRules) -> Bank:
    """A bank on a fresh database."""
    return Bank(database, rules, begins_as_usual=True)
