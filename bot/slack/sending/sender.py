"""The carrier of all that Slack shows: one delivery is one post, and a look whether it is there.

It reads the database, closes it, and only then calls Slack. Each post carries its delivery's key,
so a doubt is settled by an exact match. A redraw shows the present: twice does no harm.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from slack_sdk import WebClient

from bot.domain.channels.capabilities import Capabilities
from bot.domain.rules.routing import Routing
from bot.language import speaking
from bot.outbox.kinds import DeliveryKind, SlackPayload
from bot.outbox.outcome import (
    CannotLook,
    Outcome,
    Parcel,
    Receipt,
    Refused,
    TryLater,
    Uncertain,
)
from bot.slack.api.history import messages
from bot.slack.api.metadata import key_of, with_key
from bot.slack.api.names import Names
from bot.slack.api.outcomes import Stopped, asked
from bot.slack.sending.drawing import draw, place_of
from bot.slack.sending.private_door import keep_private
from bot.slack.shown.outgoing import Correction, Outgoing, Place, arguments
from bot.slack.shown.readers import language_there
from bot.slack.views.models import Drawn
from bot.storage.engine import Database

_BEFORE_INTENT = timedelta(seconds=60)  # clocks differ; the key is exact anyway
_NOT_CHANGED_NOW = ("cant_update_message", "edit_window_closed")
_CHANGED_AFTER_S = 600.0


class SlackCarrier:
    """Sends the kinds ``slack.*``. One serves all threads of a process."""

    def __init__(
        self,
        *,
        client: WebClient,
        database: Database,
        channels: Mapping[str, Capabilities] | None = None,
        account_names: Mapping[tuple[str, str], str] | None = None,
        routing: Routing | None = None,
        languages: Mapping[str, str] | None = None,
        trusted_for: timedelta = timedelta(hours=1),
    ) -> None:
        """``languages``: what is spoken in each Slack channel; English where none is named.
        ``trusted_for``: for how long a channel that was read to be private counts as such."""
        self._client = client
        self._database = database
        self._names = Names.of(channels or {}, account_names or {}, routing=routing)
        self._languages = languages or {}
        self._trusted_for = trusted_for
        self._naming = threading.Lock()

    def send(self, parcel: Parcel) -> Outcome:
        """Post it, or redraw what stands; see ``Carrier.send``."""
        try:
            names = self._known_names()
            with self._database.reading() as session:
                now = self._database.now(session)
                keep_private(session=session, parcel=parcel, now=now, trusted_for=self._trusted_for)
                place = SlackPayload.read(parcel.payload)
                read_in = language_there(session=session, payload=place, languages=self._languages)
                with speaking(read_in):
                    outgoing = draw(session=session, parcel=parcel, names=names)
            self._correct(outgoing.corrections)
            if outgoing.replaces is not None:
                return self._replace(outgoing, outgoing.replaces)
            return self._post(outgoing, key=parcel.dedupe_key)
        except Stopped as stopped:
            return stopped.outcome

    def may_repeat(self, parcel: Parcel) -> bool:
        """A redraw shows the case as it is: drawn twice it is the same."""
        return parcel.kind == DeliveryKind.REDRAW

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """The post with this delivery's key, sent since its intent. Raises CannotLook."""
        if parcel.kind == DeliveryKind.REDRAW:
            return []
        with self._database.reading() as session:
            place = place_of(session=session, parcel=parcel)
        if place is None:
            return []
        try:
            place = self._reachable(place)
            found = messages(
                self._client,
                slack_channel=place.slack_channel,
                oldest=parcel.intent_at - _BEFORE_INTENT,
                thread_ts=place.thread_ts,
            )
        except Stopped as stopped:
            raise CannotLook(_why(stopped.outcome)) from stopped
        keyed = [message for message in found if key_of(message) == parcel.dedupe_key]
        return [Receipt(reference=message["ts"]) for message in keyed]

    def _post(self, outgoing: Outgoing, *, key: str) -> Outcome:
        place = self._reachable(outgoing.place)
        answer = asked(
            lambda: self._client.chat_postMessage(
                channel=place.slack_channel,
                thread_ts=place.thread_ts,
                metadata=with_key(key),
                mrkdwn=outgoing.own_words,
                unfurl_links=False,
                unfurl_media=False,
                **arguments(outgoing.drawn),
            ),
            slack_channel=place.slack_channel,
        )
        ts = answer.get("ts")
        return Receipt(reference=ts) if isinstance(ts, str) else Uncertain("Slack named no message")

    def _correct(self, corrections: Sequence[Correction]) -> None:
        """Mend earlier messages first; one that somebody deleted needs no mending."""
        for correction in corrections:
            try:
                self._update(correction.slack_channel, correction.ts, correction.drawn)
            except Stopped as stopped:
                if not isinstance(stopped.outcome, Refused):
                    raise

    def _replace(self, outgoing: Outgoing, ts: str) -> Outcome:
        place = self._reachable(outgoing.place)
        try:
            self._update(place.slack_channel, ts, outgoing.drawn)
        except Stopped as stopped:
            raise Stopped(_later(stopped.outcome)) from stopped
        return Receipt(reference=ts)

    def _update(self, slack_channel: str, ts: str, drawn: Drawn) -> None:
        asked(
            lambda: self._client.chat_update(channel=slack_channel, ts=ts, **arguments(drawn)),
            slack_channel=slack_channel,
            repeatable=True,
        )

    def _reachable(self, place: Place) -> Place:
        """The place itself, or for a person their direct messages with us."""
        if not place.slack_channel.startswith(("U", "W")):
            return place
        answer = asked(
            lambda: self._client.conversations_open(users=place.slack_channel),
            slack_channel=place.slack_channel,
            repeatable=True,
        )
        return Place(answer["channel"]["id"])

    def _known_names(self) -> Names:
        """Names with the workspace's address in them, asked for once. Raises Stopped."""
        if self._names.workspace_url:
            return self._names
        with self._naming:
            if not self._names.workspace_url:
                answer = asked(self._client.auth_test, repeatable=True)
                self._names = replace(self._names, workspace_url=str(answer.get("url", "")))
        return self._names


def _later(outcome: Outcome) -> Outcome:
    """What shows the present is drawn again once Slack lets a message be changed again."""
    if isinstance(outcome, Refused) and outcome.code in _NOT_CHANGED_NOW:
        reason = f"{outcome.code}: {outcome.explanation}"
        return TryLater(_CHANGED_AFTER_S, reason, this_alone=True)
    return outcome


def _why(outcome: Outcome) -> str:
    if isinstance(outcome, TryLater | Uncertain):
        return outcome.reason
    return "Slack could not be read"
