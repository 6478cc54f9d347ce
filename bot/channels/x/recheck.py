"""Looking at posts again by id: what authors delete or hide on X must go from our copy too.

Source: docs.x.com/developer-terms/policy; missing ids stand in ``errors`` of the lookup.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.channels.outside import parts, text, texts
from bot.channels.x.client import PAGE, XClient
from bot.channels.x.ids import is_number
from bot.channels.x.inbound import Reader
from bot.channels.x.polling import explained, split
from bot.channels.x.spelling import normal
from bot.domain.channels.inbound import Inbound, Unreadable
from bot.telemetry.logs import get_logger

_log = get_logger(__name__)
# Deleted or of a suspended account (title "Not Found Error", "Forbidden"); and of one that became protected
# ("Authorization Error"): it is public no longer, so it goes as well.
_GONE = ("resource-not-found", "not-authorized-for-resource")


def recheck(
    client: XClient, reader: Reader, *, external_ids: Sequence[str], now: datetime
) -> list[Inbound]:
    """REMOVED for what is gone, EDITED for what has a newer version. Raises PollFailed."""
    account = client.keys.id
    found: list[Inbound] = []
    for start in range(0, len(external_ids), PAGE):
        answer = _look_up(client, external_ids[start : start + PAGE])
        found += [
            reader.removed(account=account, external_id=each, now=now) for each in _gone(answer)
        ]
        newer = _newer_versions(answer)
        if newer:
            found += _read(client, reader, _look_up(client, newer))
    return found


def _look_up(client: XClient, some: Sequence[str]) -> dict[str, Any]:
    return explained(lambda: client.posts(some), who=f"@{client.keys.handle}")


def _gone(answer: dict[str, Any]) -> list[str]:
    """Only the ids that were asked for; a parent that is gone is somebody else's."""
    return [
        gone
        for error in parts(answer, "errors")
        if text(error.get("parameter")) in {"ids", "id"}
        and text(error.get("type")).endswith(_GONE)
        and (gone := text(error.get("resource_id")))
    ]


def _newer_versions(answer: dict[str, Any]) -> list[str]:
    histories = (texts(post, "edit_history_post_ids") for post in parts(normal(answer), "data"))
    return [history[-1] for history in histories if len(history) > 1 and is_number(history[-1])]


def _read(client: XClient, reader: Reader, answer: dict[str, Any]) -> list[Inbound]:
    keys, found = client.keys, []
    for _, item in split(answer):
        try:
            found.append(reader.read(account=keys.id, handle=keys.handle, body=item.body))
        except Unreadable as error:  # the others are told all the same
            _log.warning("recheck.unreadable", key=item.key, reason=str(error))
    return found
