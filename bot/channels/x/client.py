"""One X account through tweepy: the calls this product makes, with one kind of trouble.

Everything is asked as the account itself (OAuth 1.0a): mentions are then the cheaper *owned reads*.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.channels.transport import CutOff, Once
from bot.outbox.outcome import Remaining, bounded_wait

if TYPE_CHECKING:
    import requests
    import tweepy

    from bot.channels.x.line import Line
    from bot.channels.x.session import XSession

PAGE = 100
DM_PAGE = 20  # X bills every private message it tells, new or not, once a day
WINDOW_S = 900.0  # of every limit but the daily ones; asking again is refused, not billed
_RESET = "x-rate-limit-reset"  # seconds since 1970
_MILLISECONDS = 100_000_000_000

_POST_FIELDS = [
    "attachments", "author_id", "conversation_id", "created_at", "entities", "lang", "note_tweet",
    "referenced_tweets", "edit_history_tweet_ids",
]  # fmt: skip
_USER_FIELDS = ["created_at", "name", "public_metrics", "username", "verified", "verified_type"]
_WITH = {
    "tweet_fields": _POST_FIELDS,
    "expansions": ["author_id", "referenced_tweets.id", "attachments.media_keys"],
    "user_fields": _USER_FIELDS,
    "media_fields": ["type", "url", "preview_image_url", "alt_text"],
}
# X bills what it includes of other posts as well.
_WITHOUT_PARENTS = {**_WITH, "expansions": ["author_id", "attachments.media_keys"]}
_DM_WITH = {
    "dm_event_fields": [
        "attachments", "created_at", "dm_conversation_id", "entities", "event_type",
        "referenced_tweets", "sender_id", "text",
    ],
    "event_types": "MessageCreate",
    "expansions": ["sender_id", "attachments.media_keys", "referenced_tweets.id"],
    "tweet_fields": ["author_id", "created_at", "entities", "note_tweet"],
    "user_fields": _USER_FIELDS,
    "media_fields": ["type", "url", "preview_image_url", "alt_text"],
}  # fmt: skip


@dataclass(frozen=True)
class XKeys:
    """The four OAuth 1.0a values of one account, and who it is."""

    id: str
    handle: str  # without @
    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never appear in a text."""
        return (
            self.consumer_key, self.consumer_secret, self.access_token, self.access_token_secret,
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"XKeys({self.id}, @{self.handle})"


class XTrouble(Exception):
    """X answered, and not with what was asked for. ``detail`` is X's own sentence, scrubbed."""

    def __init__(self, status: int, detail: str, reset_at: float | None) -> None:
        super().__init__(f"X answered {status}: {detail}")
        self.status = status
        self.detail = detail
        self.reset_at = reset_at  # seconds since 1970

    def wait_s(self, now: float) -> float | None:
        """How long X wants to be left alone, within reason; None where it does not say."""
        return None if self.reset_at is None else _until(self.reset_at, now)


class XClient:
    """The calls for one account. Every one may raise XTrouble, NotReached or CutOff."""

    def __init__(
        self,
        *,
        keys: XKeys,
        url: str,
        prefix: Literal["auto", "tweet", "post"],
        timeouts: tuple[float, float],
    ) -> None:
        self.keys = keys

        def line() -> "Line":
            from bot.channels.x.line import line

            return line(keys, url, prefix, timeouts)

        self._line = Once(line)

    @property
    def _session(self) -> "XSession":
        return self._line().session

    @property
    def _tweepy(self) -> "tweepy.Client":
        return self._line().tweepy

    def mentions(self, *, since_id: str, token: str | None) -> dict[str, Any]:
        """One page of posts that name the account, newest first."""
        return self._list(self._tweepy.get_users_mentions, since_id, token)

    def own_posts(self, *, since_id: str, token: str | None) -> dict[str, Any]:
        """One page of what the account itself wrote, from wherever, newest first."""
        return self._list(self._tweepy.get_users_tweets, since_id, token)

    def posts(self, ids: Sequence[str]) -> dict[str, Any]:
        """Up to 100 posts by id; those that are gone stand in ``errors``."""
        return self._call(lambda: self._tweepy.get_tweets(list(ids), user_auth=True, **_WITH))

    def publish(self, *, text: str, in_reply_to: str) -> dict[str, Any]:
        """Answer a post."""
        return self._call(
            lambda: self._tweepy.create_tweet(
                text=text, in_reply_to_tweet_id=in_reply_to, user_auth=True
            )
        )

    def found(self, query: str, *, since_id: str, token: str | None) -> dict[str, Any]:
        """One page of posts of the last seven days that hold the words, newest first."""
        return self._searched(query, since_id, _WITH, next_token=token, max_results=PAGE)

    def newest_found(self, query: str, *, since_id: str, most: int) -> dict[str, Any]:
        """The newest of such posts, so many at most, without what they answer or quote: no more is billed."""
        return self._searched(query, since_id, _WITHOUT_PARENTS, max_results=most)

    def private_words(self, *, token: str | None, participant: str | None = None) -> dict[str, Any]:
        """One page of private messages, newest first, of everybody or with one person."""
        given = {"pagination_token": token, "max_results": DM_PAGE, "participant_id": participant}
        return self._listed(
            lambda: self._tweepy.get_direct_message_events(user_auth=True, **given, **_DM_WITH)
        )

    def say_in_private(self, *, text: str, to: str) -> dict[str, Any]:
        """Send one person a private message."""
        return self._call(
            lambda: self._tweepy.create_direct_message(participant_id=to, text=text, user_auth=True)
        )

    def delete(self, post_id: str) -> dict[str, Any]:
        """Take down a post of the account."""
        return self._call(lambda: self._tweepy.delete_tweet(post_id, user_auth=True))

    def me(self) -> dict[str, Any]:
        """Whose keys these are."""
        return self._call(lambda: self._tweepy.get_me(user_auth=True))

    def remaining(self, *, now: float) -> Remaining | None:
        """What this thread's latest call left of its window; None where X did not say."""
        limits = self._session.latest.limits if self._session.latest else {}
        left, resets_at = _number(limits, "x-rate-limit-remaining"), _number(limits, _RESET)
        if left is None or resets_at is None:
            return None
        return Remaining(left=int(left), resets_in_s=_until(resets_at, now))

    def _searched(
        self, query: str, since_id: str, fields: Mapping[str, Any], **given: Any
    ) -> dict[str, Any]:
        search = self._tweepy.search_recent_tweets
        asked = {"since_id": since_id, **given, **fields}
        return self._listed(lambda: search(query, user_auth=True, **asked))

    def _list(
        self, method: Callable[..., dict[str, Any]], since_id: str, token: str | None
    ) -> dict[str, Any]:
        given = {"since_id": since_id, "pagination_token": token, "max_results": PAGE}
        return self._listed(lambda: method(self.keys.id, user_auth=True, **given, **_WITH))

    def _listed(self, call: Callable[[], Any]) -> dict[str, Any]:
        answer = self._call(call)
        if "meta" not in answer and "data" not in answer:
            raise CutOff("X's answer has none of the documented fields.")
        return answer

    def _call(self, call: Callable[[], Any]) -> dict[str, Any]:
        from bot.channels.x.line import HTTPException

        trouble: Exception
        answer: object
        try:
            answer = call()
        except HTTPException as error:
            trouble = self._trouble(error.response)
        except (
            ValueError,
            AttributeError,
            TypeError,
            RecursionError,
        ):  # not JSON, or not an object where tweepy wants one
            trouble = self._unreadable()
        else:
            if isinstance(answer, dict):
                return answer
            trouble = self._unreadable()
        # Out here, so that tweepy's exception, which holds the signed request, is not its context.
        raise trouble

    def _trouble(self, response: "requests.Response") -> XTrouble:
        try:
            body = response.json()
        except (ValueError, RecursionError):
            body = {}
        words = body.get("detail") or body.get("title") if isinstance(body, dict) else None
        errors = body.get("errors") if isinstance(body, dict) else None
        if isinstance(errors, list) and errors and isinstance(errors[0], dict):
            words = errors[0].get("message") or words
        detail = self._session.scrub(str(words or response.reason or "no explanation"))[:300]
        return XTrouble(response.status_code, detail, _number(response.headers, _RESET))

    def _unreadable(self) -> Exception:
        latest = self._session.latest
        if latest is not None and not 200 <= latest.status < 300:
            return XTrouble(latest.status, "no explanation that can be read", None)
        return CutOff("X's answer could not be read.")


def _until(reset_at: float, now: float) -> float:
    seconds = reset_at / 1000 if reset_at >= _MILLISECONDS else reset_at
    return bounded_wait(seconds - now, most_s=WINDOW_S)


def _number(headers: Mapping[str, str], name: str) -> float | None:
    try:
        told = float(headers[name])
    except (KeyError, ValueError):
        return None
    return told if math.isfinite(told) else None
