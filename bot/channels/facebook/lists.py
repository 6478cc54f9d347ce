"""Graph's lists: page after page, each checked to be what it is documented to be."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from bot.channels.channel import Limit
from bot.channels.facebook.client import FacebookClient, GraphTrouble
from bot.channels.facebook.explanations import asked_to_wait
from bot.channels.outside import moment, part, text
from bot.channels.reached import AGAIN, LATER, LOST, MOST_PLACES, TOO_MUCH, Place
from bot.channels.transport import CutOff
from bot.language import stored

MOST_PAGES = 20
MOST_CALLS = 60  # of one poll; its lease ends after three minutes
COMMENTS = {"filter": "stream", "order": "reverse_chronological", "limit": "100"}
_BAD_PARAMETER = 100
ASKED_TO_WAIT = Limit(
    "asked_to_wait",
    "Facebook asked us to wait in the middle of a look; what was read is stored, and the rest is read "
    "later.",
)


class Walk:
    """One poll's way through Graph's lists: how far it may still go, what it hit, what it left.

    Asked to wait after something was read it makes no further call, so that what was read is kept.
    """

    def __init__(self, client: FacebookClient, *, calls: int = MOST_CALLS) -> None:
        self.client = client
        self.calls = calls
        self.rest_s = 0.0  # how long Graph wants to be left alone
        self._has_read = False
        self.hit: dict[str, Limit] = {}
        self.left: list[Place] = []

    def say(self, limit: Limit) -> None:
        """Note a limit; each once."""
        self.hit[limit.name] = limit

    def pages(self, place: Place, **given: str) -> Iterator[list[Any]]:
        """What each page of a list holds; whoever reads stops when it is enough. Where no call is left
        the place is kept, so that a later poll goes on from there."""
        told: set[str] = set()
        after = place.after
        while self.calls > 0:
            mark = {"after": after} if after else {}
            answer = self._call(partial(self.client.edge, place.of, place.name, **given, **mark))
            if answer is None:
                break
            data = answer.get("data")
            if not isinstance(data, list):
                raise CutOff("Facebook's answer has no list of objects where it documents one.")
            ids = {text(each.get("id")) if isinstance(each, dict) else "" for each in data} - {""}
            if ids and ids <= told:
                return self.say(AGAIN)
            told |= ids
            yield data
            if not part(answer, "paging").get("next"):
                return None
            following = text(part(part(answer, "paging"), "cursors").get("after"))
            if not following or following == after:
                return self.say(AGAIN)
            after = following
        return self._leave(Place(place.name, place.of, after, place.bound))

    def some(self, place: Place, lost: Limit = LOST, /, **given: str) -> Iterator[list[Any]]:
        """The same of a list that may be gone, or be shown in part; then that is said, and what else
        there is to read is read."""
        try:
            yield from self.pages(place, **given)
        except GraphTrouble as trouble:
            self._lose(lost, trouble)

    def talk(self, place: Place, **given: str) -> dict[str, Any] | None:
        """The object that a place is in; None where it is gone, or has to be read later."""
        try:
            found = self._call(partial(self.client.node, place.of, **given)) if self.calls else None
        except GraphTrouble as trouble:
            self._lose(LOST, trouble)
            return None
        if found is None:
            self._leave(place)
        return found

    def _call(self, call: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
        """Make it; None where Graph asks to wait and something was read before."""
        self.calls -= 1
        try:
            answer = call()
        except GraphTrouble as trouble:
            wait_s = asked_to_wait(trouble)
            if wait_s is None or not self._has_read:
                raise
            self.calls, self.rest_s = 0, wait_s
            return None
        self._has_read = True
        return answer

    def _lose(self, lost: Limit, trouble: GraphTrouble) -> None:
        """Say that a list is gone. Raises any other trouble."""
        if trouble.error.code != _BAD_PARAMETER or trouble.status >= 500:
            raise trouble
        self.say(lost)

    def _leave(self, place: Place) -> None:
        if len(self.left) >= MOST_PLACES:
            return self.say(TOO_MUCH)
        self.left.append(place)
        return self.say(ASKED_TO_WAIT if self.rest_s else LATER)


def newest_comments(
    client: FacebookClient, object_id: str, *, fields: str
) -> Iterator[dict[str, Any]]:
    """Pages of comments at any depth, newest first."""
    return pages(client, object_id, "comments", fields=fields, **COMMENTS)


def pages(
    client: FacebookClient, object_id: str, name: str, **given: str
) -> Iterator[dict[str, Any]]:
    """All pages of what hangs on an object, to look for something: what is not read whole raises CutOff."""
    for _ in range(MOST_PAGES):
        answer = client.edge(object_id, name, **given)
        yield answer
        if not part(answer, "paging").get("next"):
            return
        given["after"] = text(part(part(answer, "paging"), "cursors").get("after"))
    raise CutOff(
        stored("Facebook has more than {most} pages of {name}.", most=MOST_PAGES, name=name)
    )


def objects(answer: Any) -> list[dict[str, Any]]:
    """What one page lists. Raises CutOff when it is no list of objects with ids."""
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, list) or not all(
        isinstance(each, dict) and text(each.get("id")) for each in data
    ):
        raise CutOff("Facebook's answer has no list of objects where it documents one.")
    return data


def created(found: dict[str, Any]) -> int:
    """When an object was made, in seconds since 1970. Raises CutOff when it does not say."""
    made = made_at(found)
    if made is None:
        raise CutOff("Facebook's answer holds something without a time.")
    return made


def made_at(found: Any, name: str = "created_time") -> int | None:
    """When something was made, in seconds since 1970; None where it does not say."""
    at = moment(found.get(name)) if isinstance(found, dict) else None
    return None if at is None else int(at.timestamp())


def is_past(found: Sequence[Any], bound: int, name: str = "created_time") -> bool:
    """Whether a list that is sorted newest first has come to what was before the bound."""
    return any(made < bound for each in found if (made := made_at(each, name)) is not None)
