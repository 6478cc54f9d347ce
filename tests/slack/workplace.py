"""A bank at work in the simulated Slack: its database, its outbox, and its listeners behind real HTTP."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.routing import Route

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.desk.intake import taking_in
from bot.domain.channels.inbound import Happening, Inbound, Person
from bot.domain.records.cases.case import Case, CaseThread
from bot.domain.records.staff import Staff
from bot.outbox.delivery import Delivery
from bot.outbox.outcome import Outcome
from bot.sandbox import credentials
from bot.sandbox.server import Sandbox, build, create_app
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.master_keys import new_key
from config import files
from config.settings import Settings
from handlers.slack import asgi
from handlers.worker import private_refresh, staff_refresh
from tests import first_reading
from tests.database import MovableDatabase
from tests.outbox.ending import ended
from tests.sandbox.serving import Site

AMIRA, JONAS, TOM, LENA = "U0AMIRA", "U0JONAS", "U0TOM", "U0LENA"
GUEST, STRANGER = "U0GIL", "U0STRANGER"
CHANNEL = "C0NORTHBANK"
_CONFIG = Path(files.__file__).parent / "sandbox"
_RULES_ARE_LAX_AFTER_S = 3.0  # longer than any lane waits between two posts
# One for all: what one test read first is there for the next, bound with it.
_SEAL_KEY = new_key("k1")


class Workplace:
    """One bank: what its customers write, what its staff press, what Slack then shows."""

    def __init__(
        self,
        database: MovableDatabase,
        sandbox: Sandbox,
        address: str,
        bot_address: str,
        **settings: str,
    ) -> None:
        self.database, self.sandbox = database, sandbox
        self.address, self.bot_address = address, bot_address
        self.app: App = bootstrap.build(_settings(database, address, **settings), database=database)
        self.relay = bootstrap.relay(self.app)
        self._ids = itertools.count(1)
        first_reading.once(database, self._read, of="workplace")

    def _read(self) -> None:
        with self.database.transaction() as session:
            store_versions(session=session, rules=self.app.rules, now=clock.now())
        staff_refresh.refresh(self.app)
        private_refresh.refresh(self.app)

    # What customers do

    def post(self, text: str, *, author: str = "ana", **more: object) -> Inbound:
        """What X would tell of a post to the bank, made now."""
        number = str(next(self._ids))
        given: dict[str, object] = {
            "channel": "x",
            "account": credentials.NORTHBANK.x_id,
            "happening": Happening.POSTED,
            "external_id": number,
            "conversation": number,
            "author": Person(external_id=f"id-{author}", handle=author, name=author.title()),
            "text": text,
            "permalink": f"https://x.example/{number}",
            "at": datetime.now(UTC),
        }
        return Inbound.model_validate({**given, **more})

    def take_in(self, inbound: Inbound) -> int:
        """Take it in; the number of the case it is part of."""
        with self.app.desk() as desk:
            taken = taking_in.take_in(desk, inbound=inbound)
        assert taken.case_id is not None, taken
        return taken.case_id

    def complaint(self, text: str = "My card was declined", *, author: str = "ana") -> int:
        """A new complaint, already shown in Slack."""
        case_id = self.take_in(self.post(text, author=author))
        self.send_all()
        return case_id

    # What goes out

    def send_all(self) -> None:
        """Send everything Slack gets, as the relay does, without waiting for the lanes' pace."""
        self.database.move(_RULES_ARE_LAX_AFTER_S)
        while self.relay.run_once("slack"):
            self.database.move(_RULES_ARE_LAX_AFTER_S)

    def deliveries(self, kind: str) -> list[Delivery]:
        """Deliveries of a kind, oldest first."""
        with self.database.reading() as session:
            rows = session.exec(select(Delivery).where(Delivery.kind == kind)).all()
        return sorted(rows, key=lambda row: row.pk)

    def end(self, delivery: Delivery, outcome: Outcome) -> None:
        """Send one delivery, with this outcome, as the relay does."""
        with self.app.desk() as desk:
            done = ended(desk.session, delivery, outcome, now=desk.database_now)
            self.app.settled(desk.session, done, outcome)

    def case(self, case_id: int) -> Case:
        """The case as it stands."""
        with self.database.reading() as session:
            return session.get_one(Case, case_id)

    # What Slack shows

    def thread(self, case_id: int) -> CaseThread:
        """The first of the case's public thread."""
        with self.database.reading() as session:
            query = select(CaseThread).where(CaseThread.case_id == case_id)
            return session.exec(query.order_by(col(CaseThread.id)).limit(1)).one()

    def messages(self, channel: str = CHANNEL) -> list[dict[str, Any]]:
        """Everything in a channel, threads included, oldest first."""
        found: list[dict[str, Any]] = self.slack()["messages"].get(channel, [])
        for message in found:
            message.pop("revisions")  # the simulator's memory; nobody in Slack sees it
        return found

    def headline(self, case_id: int) -> dict[str, Any]:
        """The headline as it stands in Slack."""
        ts = self.thread(case_id).slack_ts
        return next(message for message in self.messages() if message["ts"] == ts)

    def below(self, case_id: int) -> list[dict[str, Any]]:
        """The thread under the headline."""
        ts = self.thread(case_id).slack_ts
        return [m for m in self.messages() if m.get("thread_ts") == ts and m["ts"] != ts]

    def slack(self) -> dict[str, Any]:
        """The whole workspace."""
        state: dict[str, Any] = requests.get(
            f"{self.address}/control/slack/state", timeout=10
        ).json()
        return state

    def buttons(self, case_id: int) -> list[str]:
        """The action ids on the headline."""
        blocks = self.headline(case_id)["blocks"]
        rows = [block["elements"] for block in blocks if block["type"] == "actions"]
        return [element["action_id"] for row in rows for element in row]

    # What staff do

    def give(self, user: str, *roles: str) -> None:
        """Let somebody have these roles and no others."""
        with self.database.transaction() as session:
            person = session.get_one(Staff, user)
            person.roles = list(roles)
            session.add(person)

    def press(self, user: str, case_id: int, action_id: str) -> None:
        """Press a button of the headline."""
        ts = self.thread(case_id).slack_ts
        self.do("click", user=user, channel=CHANNEL, ts=ts, action_id=action_id)

    def choose(self, user: str, case_id: int, verb: str) -> dict[str, Any]:
        """Choose a verb in the headline's menu, as it stands there now."""
        headline = self.headline(case_id)
        rows = [block["elements"] for block in headline["blocks"] if block["type"] == "actions"]
        menus = [element for row in rows for element in row if element["action_id"] == "more"]
        options = [o for menu in menus for group in menu["option_groups"] for o in group["options"]]
        value = next(o["value"] for o in options if o["value"].startswith(f"{verb}:"))
        return self.do(
            "click",
            user=user,
            channel=CHANNEL,
            ts=headline["ts"],
            action_id="more",
            value=value,
        )

    def do(self, verb: str, **given: Any) -> dict[str, Any]:
        """Whatever the simulated people can do; the bot has answered when this returns."""
        answer = requests.post(f"{self.address}/control/slack/{verb}", json=given, timeout=10)
        outcome: dict[str, Any] = answer.json()
        return outcome

    def form(self, user: str) -> dict[str, Any]:
        """The form this person sees on top."""
        views: list[dict[str, Any]] = self.slack()["open_views"].get(user) or [{}]
        return views[-1]

    def submit(self, user: str, **values: Any) -> dict[str, Any]:
        """Send the form on top."""
        return self.do("submit", user=user, view_id=self.form(user)["id"], values=values)

    def told(self, user: str) -> list[str]:
        """What only this person was told, beside what they look at."""
        return [e["text"] for e in self.slack()["ephemerals"] if e["user"] == user]

    def refused(self, user: str) -> str:
        """The sentence of the refusal that this person sees on top; empty where there is none."""
        form = self.form(user)
        if form.get("callback_id") != "refusal":
            return ""
        return str(form["blocks"][0]["text"]["text"])

    def direct_messages(self, user: str) -> list[str]:
        """What was written to this person alone, as text, oldest first."""
        return [message["text"] for message in self.messages(f"D{user[1:]}")]

    def fault(self, operation: str, kind: str, **more: Any) -> None:
        """Make the next call of this Slack method fail in this way."""
        self.sandbox.faults.add(platform="slack", operation=operation, kind=kind, **more)


@contextmanager
def open_workplace(
    database: MovableDatabase, platforms: Site, bot: Site, **settings: str
) -> Iterator[Workplace]:
    """A fresh workspace and a bot that listens to it, set up with these settings too."""
    database.stop_clock()
    manifest = (_CONFIG.parent / "slack_manifest.yaml").read_text()
    sandbox = build(folder=None, bot_url=bot.address, start=datetime.now(UTC), manifest=manifest)
    platforms.app = create_app(sandbox.world)
    place = Workplace(database, sandbox, platforms.address, bot.address, **settings)
    route = Route("/slack/events", asgi.endpoint(place.app), methods=["POST"])
    bot.app = Starlette(routes=[route])
    yield place
    bot.wait_until_answered()  # Slack gives up after three seconds; the bot goes on
    bot.app = Starlette()
    sandbox.world.close()


def _settings(database: MovableDatabase, address: str, **more: str) -> Settings:
    northbank = credentials.NORTHBANK
    account = {
        "id": northbank.x_id,
        "handle": northbank.x_username,
        "consumer_key": credentials.X_CONSUMER_KEY,
        "consumer_secret": credentials.X_CONSUMER_SECRET,
        "access_token": northbank.x_access_token,
        "access_token_secret": northbank.x_access_secret,
    }
    return Settings.model_validate(
        {
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
            "config": _CONFIG,
            "slack_bot_token": credentials.SLACK_BOT_TOKEN,
            "slack_signing_secret": credentials.SLACK_SIGNING_SECRET,
            "slack_team": credentials.SLACK_TEAM_ID,
            "slack_url": f"{address}/slack/api/",
            "x_accounts": [account],
            "x_url": f"{address}/x",
            "facebook_pages": [
                {
                    "id": northbank.page_id,
                    "name": northbank.page_name,
                    "access_token": northbank.page_token,
                }
            ],
            "facebook_app_secret": credentials.FACEBOOK_APP_SECRET,
            "facebook_url": f"{address}/graph",
            "seal_keys": _SEAL_KEY,
            **more,
        }
    )
