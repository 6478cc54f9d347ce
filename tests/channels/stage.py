"""What the contract tests need of a platform: people who act on it, and our channel pointed at it.

A new channel adds a stage of its own and passes every test of the contract.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.channel import Channel, Hook, Page, RawItem
from bot.channels.facebook import FacebookChannel, PageKeys
from bot.channels.x import XChannel, XKeys
from bot.domain.channels.inbound import Inbound, Introduced, NotUsed
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Parcel
from bot.sandbox import credentials
from bot.sandbox.credentials import HARBOUR, NORTHBANK, Brand
from bot.sandbox.server import Sandbox
from tests.sandbox.serving import Inbox

QUICK = (1.0, 5.0)
IMPATIENT = (0.7, 0.7)  # less than what hangs takes, more than a busy machine does


class Stage(ABC):
    """One simulated platform with Northbank and Harbour on it."""

    account: str
    name: str
    title: str
    send_operation: str
    read_operation: str
    private_send_operation: str
    private_source: str  # how the name of what holds private words begins
    look_operation: str
    secrets: Sequence[str]

    def __init__(self, sandbox: Sandbox, address: str, inbox: Inbox) -> None:
        self.sandbox = sandbox
        self.address = address
        self.inbox = inbox

    def now(self) -> datetime:
        """The platform's time."""
        return self.sandbox.world.now()

    def move(self, seconds: float) -> None:
        """Move the platform's clock ahead."""
        self.sandbox.world.move(seconds)

    def fail(
        self, kind: str, *, operation: str = "*", seconds: float = 0.0, times: int | None = 1
    ) -> None:
        """Let the platform fail; see the sandbox for the kinds."""
        self.sandbox.faults.add(
            platform=self.name, operation=operation, kind=kind, seconds=seconds, times=times
        )

    @abstractmethod
    def channel(
        self,
        *,
        timeouts: tuple[float, float] = QUICK,
        lookback: timedelta = timedelta(),
        address: str = "",
        wrong_token: bool = False,
    ) -> Channel:
        """Our channel with both banks' accounts, Northbank's first."""

    @abstractmethod
    def post(self, text: str, *, author: str = "Ana Roth") -> str:
        """A customer writes to Northbank; the post's id."""

    @abstractmethod
    def edit(self, external_id: str, text: str) -> None:
        """The customer changes the words."""

    @abstractmethod
    def remove(self, external_id: str) -> None:
        """The customer takes the post back."""

    @abstractmethod
    def answer_in_app(self, external_id: str, text: str) -> str:
        """Northbank answers in the platform's own app; the answer's id."""

    @abstractmethod
    def published(self) -> list[tuple[str, str]]:
        """Id and words of everything Northbank has said in public."""

    @abstractmethod
    def say_in_private(self, text: str, *, author: str = "Ana Roth") -> str:
        """A customer writes to Northbank alone; the message's id."""

    @abstractmethod
    def answer_in_private_app(self, text: str, *, to: str = "Ana Roth") -> str:
        """Northbank answers in the platform's own private messages; the message's id."""

    @abstractmethod
    def private_said(self) -> list[tuple[str, str]]:
        """Id and words of everything Northbank has said in private."""

    @abstractmethod
    def changes(self, channel: Channel, external_id: str) -> list[Inbound]:
        """What the channel tells of one edit or removal, by whichever way it learns of it."""


class XStage(Stage):
    """X."""

    account = NORTHBANK.x_id
    name = "x"
    title = "@NorthbankHelp"
    send_operation = "POST /2/tweets"
    private_send_operation = "POST /2/dm_conversations/with/:id/messages"
    private_source = "x:direct:"
    read_operation = "GET /2/users/:id/mentions"
    look_operation = "GET /2/users/:id/tweets"
    secrets = (
        credentials.X_CONSUMER_KEY, credentials.X_CONSUMER_SECRET,
        NORTHBANK.x_access_token, NORTHBANK.x_access_secret,
    )  # fmt: skip

    def channel(
        self,
        *,
        timeouts: tuple[float, float] = QUICK,
        lookback: timedelta = timedelta(),
        address: str = "",
        wrong_token: bool = False,
        **more: Any,
    ) -> XChannel:
        return XChannel(
            accounts=[x_keys(brand, wrong_token) for brand in (NORTHBANK, HARBOUR)],
            url=f"{address or self.address}/x",
            lookback=lookback,
            timeouts=timeouts,
            **more,
        )

    def post(self, text: str, *, author: str = "Ana Roth") -> str:
        return self.sandbox.x.post(author=author, text=f"@NorthbankHelp {text}")

    def edit(self, external_id: str, text: str) -> None:
        self.sandbox.x.edit(external_id, f"@NorthbankHelp {text}")

    def remove(self, external_id: str) -> None:
        self.sandbox.x.delete(external_id)

    def answer_in_app(self, external_id: str, text: str) -> str:
        return self.sandbox.x.post(author="NorthbankHelp", text=text, in_reply_to=external_id)

    def published(self) -> list[tuple[str, str]]:
        posts = self.sandbox.x.timeline(500)
        standing = [p for p in posts if not p["deleted"]]
        return [(p["id"], p["said"]) for p in standing if p["username"] == "NorthbankHelp"]

    def say_in_private(self, text: str, *, author: str = "Ana Roth") -> str:
        return self.sandbox.x.message(author=author, to="NorthbankHelp", text=text)

    def answer_in_private_app(self, text: str, *, to: str = "Ana Roth") -> str:
        return self.sandbox.x.message(author="NorthbankHelp", to=to, text=text)

    def private_said(self) -> list[tuple[str, str]]:
        said = self.sandbox.x.conversation(500)
        return [(m["id"], m["text"]) for m in said if m["username"] == "NorthbankHelp"]

    def changes(self, channel: Channel, external_id: str) -> list[Inbound]:
        assert isinstance(channel, XChannel)
        return list(
            channel.recheck(account=self.account, external_ids=[external_id], now=self.now())
        )


class FacebookStage(Stage):
    """Facebook."""

    account = NORTHBANK.page_id
    name = "facebook"
    title = "Northbank"
    send_operation = "POST /:id/comments"
    private_send_operation = "POST /:id/messages"
    private_source = "facebook:messenger:"
    read_operation = "GET /:id/feed"
    look_operation = "GET /:id/comments"
    secrets = (credentials.FACEBOOK_APP_SECRET, NORTHBANK.page_token)

    def channel(
        self,
        *,
        timeouts: tuple[float, float] = QUICK,
        lookback: timedelta = timedelta(),
        address: str = "",
        wrong_token: bool = False,
        **more: Any,
    ) -> FacebookChannel:
        return FacebookChannel(
            pages=[page_keys(brand, wrong_token) for brand in (NORTHBANK, HARBOUR)],
            app_secret=credentials.FACEBOOK_APP_SECRET,
            verify_token=credentials.FACEBOOK_VERIFY_TOKEN,
            url=f"{address or self.address}/graph",
            lookback=lookback,
            timeouts=timeouts,
            **more,
        )

    def post(self, text: str, *, author: str = "Ana Roth") -> str:
        return self.sandbox.facebook.visitor_post(page="Northbank", author=author, text=text)

    def edit(self, external_id: str, text: str) -> None:
        self.sandbox.facebook.edit(external_id, text)

    def remove(self, external_id: str) -> None:
        self.sandbox.facebook.remove(external_id)

    def answer_in_app(self, external_id: str, text: str) -> str:
        return self.sandbox.facebook.comment(parent=external_id, author="Northbank", text=text)

    def published(self) -> list[tuple[str, str]]:
        items = self.sandbox.facebook.timeline(500)
        return [(i["id"], i["text"]) for i in items if i["is_bank"] and not i["removed"]]

    def say_in_private(self, text: str, *, author: str = "Ana Roth") -> str:
        return self.sandbox.facebook.message(page="Northbank", author=author, text=text)

    def answer_in_private_app(self, text: str, *, to: str = "Ana Roth") -> str:
        return self.sandbox.facebook.inbox_message(page="Northbank", to=to, text=text)

    def private_said(self) -> list[tuple[str, str]]:
        said = self.sandbox.facebook.messages()
        return [(m["mid"], m["text"]) for m in said if m["by_page"]]

    def webhook_off(self) -> None:
        """Let Facebook tell nothing more of Northbank by itself."""
        self.sandbox.facebook.webhook.subscribed[self.account] = []

    def changes(self, channel: Channel, external_id: str) -> list[Inbound]:
        """The post itself was told first, so its change is the second delivery."""
        told: list[Inbound | Introduced | NotUsed] = []
        for headers, body in self.inbox.wait_for(2):
            for each in channel.receive(Hook(headers=headers, body=body)):
                told += channel.read(source=each.source, account=each.account, body=each.item.body)
        return [i for i in told if isinstance(i, Inbound) and i.happening != "posted"]


def x_keys(brand: Brand, wrong_token: bool = False) -> XKeys:
    """The sandbox's keys of a brand, or ones X does not know."""
    return XKeys(
        id=brand.x_id,
        handle=brand.x_username,
        consumer_key=credentials.X_CONSUMER_KEY,
        consumer_secret=credentials.X_CONSUMER_SECRET,
        access_token=f"{brand.x_access_token}-wrong" if wrong_token else brand.x_access_token,
        access_token_secret=brand.x_access_secret,
    )


def page_keys(brand: Brand, wrong_token: bool = False) -> PageKeys:
    """The sandbox's token of a Page, or one Facebook does not know."""
    return PageKeys(
        id=brand.page_id,
        name=brand.page_name,
        access_token=f"{brand.page_token}-wrong" if wrong_token else brand.page_token,
        app_secret=credentials.FACEBOOK_APP_SECRET,
    )


def poll_all(channel: Channel, *, cursor: str, now: datetime, which: int = 0) -> Page:
    """Poll the first source of the first account."""
    return channel.poll(source=channel.sources()[which], cursor=cursor, now=now)


def read_all(channel: Channel, items: Sequence[RawItem], *, account: str) -> list[Inbound]:
    """Everything that is of use in these items."""
    source = channel.sources()[0].name
    read = [
        each
        for item in items
        for each in channel.read(source=source, account=account, body=item.body)
    ]
    return [each for each in read if isinstance(each, Inbound)]


def parcel(
    stage: Stage,
    in_reply_to: str,
    text: str,
    *,
    attempt: int = 1,
    intent_at: datetime | None = None,
) -> Parcel:
    """A reply on its way."""
    payload = ReplyPayload(
        channel=stage.name, account=stage.account, in_reply_to=in_reply_to, text=text
    )
    return Parcel(
        id=1,
        dedupe_key="reply:1",
        kind=payload.kind,
        payload=payload.stored(),
        case_id=1,
        attempt=attempt,
        intent_at=intent_at or datetime.now(UTC),
    )
