"""The carrier of all that Slack shows: one delivery is one post, and a look whether it is there.

It reads the database, closes it, and only then calls Slack. Each post carries its delivery's key,
so a doubt is settled by an exact match. A redraw shows the present: twice does no harm.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from sqlmodel import Session

from bot.domain.channels.capabilities import Capabilities
from bot.domain.rules.house_rules import HouseRules
from bot.language import speaking
from bot.outbox.kinds import DeliveryKind, SlackPayload
from bot.outbox.outcome import (
    CannotLook,
    NotPrepared,
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
from bot.slack.shown.outgoing import Correction, Outgoing, Place, arguments, without_pictures
from bot.slack.shown.readers import language_there
from bot.slack.views.models import Drawn
from bot.storage.cases.case_threads import hold_threads_with
from bot.storage.engine import Database

_BEFORE_INTENT = timedelta(seconds=60)  # clocks differ; the key is exact anyway
_NOT_CHANGED_NOW = ("cant_update_message", "edit_window_closed")
_CHANGED_AFTER_S = 600.0
_GONE = ("message_not_found", "thread_not_found")
_NEW_HEADLINE_S = 2.0
_REPEATABLE = (DeliveryKind.REDRAW, DeliveryKind.ERASE)


class SlackCarrier:
    """Sends the kinds ``slack.*``. One serves all threads of a process."""

    def __init__(
        self,
        *,
        client: WebClient,
        database: Database,
        channels: Mapping[str, Capabilities] | None = None,
        account_names: Mapping[tuple[str, str], str] | None = None,
        rules: HouseRules | None = None,
        languages: Mapping[str, str] | None = None,
        trusted_for: timedelta = timedelta(hours=1),
        persons: Callable[[Session, int], str] | None = None,
    ) -> None:
        """``languages``: what is spoken in each Slack channel; English where none is named.
        ``trusted_for``: for how long a channel that was read to be private counts as such. ``persons``:
        who signed in to a secure chat, as a private thread may show it."""
        self._client = client
        self._database = database
        named = Names.of(channels or {}, account_names or {}, rules=rules)
        self._names = replace(named, persons=persons)
        self._languages = languages or {}
        self._trusted_for = trusted_for
        self._naming = threading.Lock()

    def send(self, parcel: Parcel) -> Outcome:
        """Post it, or redraw what stands; see ``Carrier.send``."""
        outgoing: Outgoing | None = None
        try:
            outgoing = self._drawn(parcel, self._known_names())
            if outgoing.removes is not None:
                return self._remove(outgoing.place, outgoing.removes)
            self._correct(outgoing.corrections)
            if outgoing.replaces is not None:
                return self._replace(outgoing, outgoing.replaces)
            return self._post(outgoing, key=parcel.dedupe_key)
        except Stopped as stopped:
            return _lost(stopped.outcome, outgoing)

    def _drawn(self, parcel: Parcel, names: Names) -> Outgoing:
        """What is to be sent. Raises Stopped, and NotPrepared where drawing it goes wrong."""
        try:
            place = SlackPayload.read(parcel.payload)
            with self._database.reading() as session:
                if place.thread_id is not None:
                    hold_threads_with(session=session, thread_id=place.thread_id)
                keep_private(session=session, parcel=parcel, trusted_for=self._trusted_for)
                read_in = language_there(session=session, payload=place, languages=self._languages)
                with speaking(read_in):
                    return draw(session=session, parcel=parcel, names=names)
        except Stopped:
            raise
        except Exception as error:
            raise NotPrepared from error

    def may_repeat(self, parcel: Parcel) -> bool:
        """A redraw shows the case as it is: drawn twice it is the same; and what is gone is gone."""
        return parcel.kind in _REPEATABLE

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """The post with this delivery's key, sent since its intent. Raises CannotLook."""
        if parcel.kind in _REPEATABLE:
            return []
        with self._database.reading() as session:
            place = place_of(session=session, parcel=parcel)
        if place is None:
            return []
        try:
            place = self._reachable(place)
            found = self._there_or_beside(place, oldest=parcel.intent_at - _BEFORE_INTENT)
        except Stopped as stopped:
            raise CannotLook(_why(stopped.outcome)) from stopped
        return [
            Receipt(reference=message["ts"])
            for message in found
            if key_of(message) == parcel.dedupe_key
        ]

    def _post(self, outgoing: Outgoing, *, key: str) -> Outcome:
        place = self._reachable(outgoing.place)
        answer = self._asked_to_post(place, outgoing, key=key)
        ts = answer.get("ts")
        if not isinstance(ts, str):
            return Uncertain("Slack named no message")
        if _is_beside(answer, place):
            return self._taken_back(place, ts)
        return Receipt(reference=ts)

    def _asked_to_post(self, place: Place, outgoing: Outgoing, *, key: str) -> dict[str, Any]:
        return _or_without_pictures(
            outgoing.drawn,
            lambda drawn: asked(
                lambda: self._client.chat_postMessage(
                    channel=place.slack_channel,
                    thread_ts=place.thread_ts,
                    metadata=with_key(key),
                    mrkdwn=outgoing.own_words,
                    unfurl_links=False,
                    unfurl_media=False,
                    **arguments(drawn),
                ),
                slack_channel=place.slack_channel,
            ),
        )

    def _delete(self, place: Place, ts: str) -> None:
        asked(
            lambda: self._client.chat_delete(channel=place.slack_channel, ts=ts),
            slack_channel=place.slack_channel,
            repeatable=True,
        )

    def _remove(self, place: Place, ts: str) -> Outcome:
        """Take a message of ours away; one that is gone already is as it should be."""
        try:
            self._delete(self._reachable(place), ts)
        except Stopped as stopped:
            if not _is_gone(stopped.outcome):
                raise
        return Receipt(reference=ts)

    def _taken_back(self, place: Place, ts: str) -> Outcome:
        """Of a reply that Slack posted beside its thread, because the headline was deleted: it goes
        under the new one instead. What cannot be taken back stays where it is, and is not said twice."""
        try:
            self._delete(place, ts)
        except Stopped:
            return Receipt(reference=ts, lost=place.thread_ts or "")
        return _without_headline(place.thread_ts)

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
        _or_without_pictures(
            drawn,
            lambda shown: asked(
                lambda: self._client.chat_update(channel=slack_channel, ts=ts, **arguments(shown)),
                slack_channel=slack_channel,
                repeatable=True,
            ),
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

    def _there_or_beside(self, place: Place, *, oldest: datetime) -> list[dict[str, Any]]:
        """Every message since then; where the headline was deleted, a reply may stand in the channel."""
        beside = messages(self._client, slack_channel=place.slack_channel, oldest=oldest)
        if place.thread_ts is None:
            return beside
        try:
            return beside + messages(
                self._client,
                slack_channel=place.slack_channel,
                oldest=oldest,
                thread_ts=place.thread_ts,
            )
        except Stopped as stopped:
            if not _is_gone(stopped.outcome):
                raise
            return beside

    def _known_names(self) -> Names:
        """Names with the workspace's address in them, asked for once. Raises Stopped."""
        if self._names.workspace_url:
            return self._names
        with self._naming:
            if not self._names.workspace_url:
                answer = asked(self._client.auth_test, repeatable=True)
                self._names = replace(self._names, workspace_url=str(answer.get("url", "")))
        return self._names


def _or_without_pictures(drawn: Drawn, ask: Callable[[Drawn], dict[str, Any]]) -> dict[str, Any]:
    """Ask Slack to show it; once more without its pictures where it refuses the layout: it refuses all of a
    message of which it cannot fetch a picture, and those of platforms run out."""
    try:
        return ask(drawn)
    except Stopped as stopped:
        bare = without_pictures(drawn)
        if bare is None or not isinstance(stopped.outcome, Refused):
            raise
        return ask(bare)


def _is_beside(answer: dict[str, Any], place: Place) -> bool:
    """Whether a reply was posted as a message of its own. Slack answers *ok* and leaves the thread out:
    reported, not documented, in github.com/slack-go/slack/issues/1571 (2026-07)."""
    message = answer.get("message")
    if place.thread_ts is None or not isinstance(message, dict):
        return False
    return str(message.get("thread_ts") or "") != place.thread_ts


def _is_gone(outcome: Outcome) -> bool:
    return isinstance(outcome, Refused) and outcome.code in _GONE


def _lost(outcome: Outcome, outgoing: Outgoing | None) -> Outcome:
    """A refusal because the headline is gone is none: the case gets a new one, and this goes under it."""
    if outgoing is None or not _is_gone(outcome):
        return outcome
    thread_ts = outgoing.place.thread_ts
    if outgoing.replaces is None or outgoing.replaces == thread_ts:
        return _without_headline(thread_ts) if thread_ts else outcome
    return outcome


def _without_headline(thread_ts: str | None) -> TryLater:
    reason = "the headline of this thread was deleted in Slack"
    return TryLater(_NEW_HEADLINE_S, reason, this_alone=True, lost=thread_ts or "")


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
