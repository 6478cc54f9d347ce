"""The carrier of charts: a picture under its digest, sent after it, where nobody has to open a thread.

Slack takes a file in three steps, of which only the last can be seen; it alone can be in doubt. Then what
came after the digest is read for the file's own name, which no other file has. The text stands without the picture, so
what cannot be drawn or uploaded is given up and never holds back a word.
Steps: docs.slack.dev/messaging/working-with-files (2026).
"""

import urllib.request
from collections.abc import Mapping
from typing import Any, NamedTuple

from slack_sdk import WebClient
from sqlmodel import select

from bot.digest.report import Report
from bot.language import speaking
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import ChartPayload
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt, Refused, TryLater, Uncertain
from bot.slack.api.outcomes import Stopped, asked
from bot.slack.shown.readers import language_there
from bot.storage.engine import Database

_UNREACHABLE_AFTER_S = 5.0
_NOT_ALLOWED = ("missing_scope", "no_permission")  # of uploads only; all else goes on


class _Posted(NamedTuple):
    """A digest as it stands in Slack."""

    slack_channel: str
    ts: str


class ChartCarrier:
    """Sends charts. Drawing is loaded when the first one is drawn."""

    def __init__(
        self,
        *,
        client: WebClient,
        database: Database,
        languages: Mapping[str, str] | None = None,
    ) -> None:
        """``languages``: what is spoken in each Slack channel; English where none is named."""
        self._client = client
        self._database = database
        self._languages = languages or {}

    def send(self, parcel: Parcel) -> Outcome:
        """Draw it, upload it, show it; see ``Carrier.send``."""
        try:
            digest = self._digest(parcel)
            with speaking(self._read_in(parcel)):
                drawn = _drawn(Report.model_validate(ChartPayload.read(parcel.payload).report))
            file_id = self._uploaded(parcel, drawn.png, alt_text=drawn.alt_text)
            return self._shared(digest, file_id, title=drawn.title)
        except Stopped as stopped:
            return _never_in_the_way(stopped.outcome)

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """The file of this delivery's name, after the digest. Raises CannotLook."""
        try:
            files = self._files_after(self._digest(parcel))
        except Stopped as stopped:
            if isinstance(stopped.outcome, Refused):
                return []
            raise CannotLook("Slack could not be read") from stopped
        return [Receipt(reference=str(f["id"])) for f in files if f.get("name") == _name(parcel)]

    def _read_in(self, parcel: Parcel) -> str:
        with self._database.reading() as session:
            payload = ChartPayload.read(parcel.payload)
            return language_there(session=session, payload=payload, languages=self._languages)

    def _digest(self, parcel: Parcel) -> _Posted:
        """Where the digest stands. Raises Stopped when it was never posted."""
        payload = ChartPayload.read(parcel.payload)
        query = select(Delivery.reference).where(Delivery.dedupe_key == payload.under)
        with self._database.reading() as session:
            ts = session.exec(query).first()
        if ts is None:
            raise Stopped(Refused("no_digest", "The digest it belongs to was not posted"))
        target = payload.slack_channel
        if not target.startswith(("U", "W")):
            return _Posted(target, ts)
        answer = asked(
            lambda: self._client.conversations_open(users=target),
            slack_channel=target,
            repeatable=True,
        )
        return _Posted(str(answer["channel"]["id"]), ts)

    def _uploaded(self, parcel: Parcel, png: bytes, *, alt_text: str) -> str:
        answer = asked(
            lambda: self._client.files_getUploadURLExternal(
                filename=_name(parcel), length=len(png), alt_txt=alt_text[:1000]
            ),
            repeatable=True,
        )
        request = urllib.request.Request(
            str(answer["upload_url"]),
            data=png,
            headers={"Content-Type": "image/png"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=self._client.timeout) as done:
                done.read()
        except OSError as error:  # nobody sees an upload that was not completed
            raise Stopped(TryLater(_UNREACHABLE_AFTER_S, "the upload broke")) from error
        return str(answer["file_id"])

    def _shared(self, digest: _Posted, file_id: str, *, title: str) -> Outcome:
        answer = asked(
            lambda: self._client.files_completeUploadExternal(
                files=[{"id": file_id, "title": title}],
                channel_id=digest.slack_channel,
            ),
            slack_channel=digest.slack_channel,
        )
        files = answer.get("files") or []
        return Receipt(str(files[0]["id"])) if files else Uncertain("Slack named no file")

    def _files_after(self, digest: _Posted) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            given = {"cursor": cursor} if cursor else {}
            page = asked(
                lambda given=given: self._client.conversations_history(  # type: ignore[misc]  # a default
                    channel=digest.slack_channel, oldest=digest.ts, limit=200, **given
                ),
                slack_channel=digest.slack_channel,
            )
            found += [f for message in page.get("messages", []) for f in message.get("files", [])]
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return found


def _name(parcel: Parcel) -> str:
    payload = ChartPayload.read(parcel.payload)
    return f"earshot-{payload.digest}-{payload.period.replace(':', '')}-{parcel.id}.png"


def _drawn(report: Report) -> Any:
    try:
        from bot.digest.pictures.charts import chart  # a worker that draws nothing never loads it

        drawn = chart(report)
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        why = f"The chart could not be drawn ({type(error).__name__})"
        raise Stopped(Refused("not_drawn", why)) from error
    if drawn is None:
        raise Stopped(Refused("no_chart", "There was nothing to draw"))
    return drawn


def _never_in_the_way(outcome: Outcome) -> Outcome:
    """A permission that only uploads need must not stop the whole workspace."""
    if isinstance(outcome, TryLater) and outcome.reason.startswith(_NOT_ALLOWED):
        return Refused("missing_scope", outcome.reason.partition(": ")[2])
    return outcome
