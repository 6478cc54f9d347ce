"""One Page through facebook-sdk: a small typed wrapper that also looks at the HTTP status.

facebook-sdk 3.1.0 takes a 500 with ``{}`` for success and has no ``appsecret_proof``.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.channels.facebook.signature import proof
from bot.channels.transport import CutOff, Once

if TYPE_CHECKING:
    import facebook

    from bot.channels.facebook.line import Line
    from bot.channels.session import Session


@dataclass(frozen=True)
class PageKeys:
    """One Page, its token, and the secret of the app that speaks for it."""

    id: str
    name: str
    access_token: str
    app_secret: str

    def __repr__(self) -> str:
        return f"PageKeys({self.id}, {self.name})"


@dataclass(frozen=True)
class GraphError:
    """What Graph says went wrong. Zeros where it says nothing; ``message`` is scrubbed."""

    code: int = 0
    subcode: int = 0
    is_transient: bool = False
    message: str = ""


class GraphTrouble(Exception):
    """Graph answered, and not with what was asked for."""

    def __init__(self, status: int, error: GraphError, wait_s: float | None) -> None:
        super().__init__(
            f"Facebook answered {status} ({error.code}/{error.subcode}): {error.message}"
        )
        self.status = status
        self.error = error
        self.wait_s = wait_s  # Graph's own wish


class FacebookClient:
    """The calls for one Page. Every one may raise GraphTrouble, NotReached or CutOff."""

    def __init__(
        self, *, keys: PageKeys, url: str, version: str, timeouts: tuple[float, float]
    ) -> None:
        self.keys = keys

        def line() -> "Line":
            from bot.channels.facebook.line import line

            return line(keys, url, version, timeouts)

        self._line = Once(line)

    @property
    def _session(self) -> "Session":
        return self._line().session

    @property
    def _graph(self) -> "facebook.GraphAPI":
        return self._line().graph

    def node(self, object_id: str, **given: str) -> dict[str, Any]:
        """One object."""
        return self._call(lambda: self._graph.get_object(object_id, **self._proved(given)))

    def edge(self, object_id: str, name: str, **given: str) -> dict[str, Any]:
        """One page of what hangs on an object."""
        return self._call(
            lambda: self._graph.get_connections(object_id, name, **self._proved(given))
        )

    def publish(self, *, text: str, in_reply_to: str) -> dict[str, Any]:
        """Answer a post or a comment."""
        given = self._proved({"message": text})
        return self._call(lambda: self._graph.put_object(in_reply_to, "comments", **given))

    def message(self, **given: Any) -> dict[str, Any]:
        """Write to somebody in Messenger."""
        sent = self._proved(given)
        return self._call(lambda: self._graph.put_object(self.keys.id, "messages", **sent))

    def change(self, object_id: str, **given: Any) -> None:
        """Change one object."""
        sent = self._proved(given)
        self._do(lambda: self._request(object_id, post_args=sent, method="POST"))

    def remove(self, object_id: str) -> None:
        """Delete one object."""
        self._do(lambda: self._request(object_id, args=self._proved({}), method="DELETE"))

    def batch(self, paths: Sequence[str]) -> list[Any]:
        """The answers to several reads at once, in their order; each counts as a call of its own."""
        asked = [{"method": "GET", "relative_url": path} for path in paths]
        sent = self._proved({"batch": asked, "include_headers": "false"})

        def call() -> dict[str, Any]:
            return {"answers": self._request("", post_args=sent, method="POST")}

        answers = self._call(call)["answers"]
        if not isinstance(answers, list) or len(answers) != len(paths):
            raise CutOff("Facebook's answer to several questions is not one for each.")
        return answers

    def _request(self, path: str, **given: Any) -> Any:
        return self._graph.request(f"{self._graph.version}/{path}", **given)

    def _do(self, call: Callable[[], Any]) -> None:
        """A call that is answered by ``true`` or ``{"success": true}``."""
        answer = self._call(lambda: {"success": True} if (said := call()) is True else said)
        if answer.get("success") is not True:
            raise CutOff("Facebook's answer does not say that it was done.")

    def _proved(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Parameters with the proof; what is nested goes as JSON, which the SDK would mangle."""
        plain = {k: v if isinstance(v, str) else json.dumps(v) for k, v in given.items()}
        if self.keys.app_secret:
            plain["appsecret_proof"] = proof(
                self.keys.access_token, app_secret=self.keys.app_secret
            )
        return plain

    def _call(self, call: Callable[[], Any]) -> dict[str, Any]:
        from bot.channels.facebook.line import GraphAPIError

        trouble: Exception
        try:
            answer = call()
        except GraphAPIError as error:
            trouble = self._trouble(error.result)
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
        ):  # what the SDK makes of bad bodies
            trouble = self._trouble(None)
        else:
            latest = self._session.latest
            if isinstance(answer, dict) and latest is not None and 200 <= latest.status < 300:
                return answer
            trouble = self._trouble(None)
        # Out here, so that no exception that may quote a token is its context.
        raise trouble

    def _trouble(self, result: object) -> Exception:
        latest = self._session.latest
        status = latest.status if latest else 0
        said = result.get("error") if isinstance(result, dict) else None
        if not isinstance(said, dict) and (latest is None or 200 <= status < 300):
            return CutOff("Facebook's answer could not be read.")
        error = self._error(said if isinstance(said, dict) else {})
        return GraphTrouble(status, error, _wait_s(latest.limits if latest else {}))

    def _error(self, said: Mapping[str, Any]) -> GraphError:
        return GraphError(
            code=_whole(said.get("code")),
            subcode=_whole(said.get("error_subcode")),
            is_transient=said.get("is_transient") is True,
            message=self._session.scrub(str(said.get("message") or "no explanation"))[:300],
        )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _wait_s(limits: Mapping[str, str]) -> float | None:
    """``estimated_time_to_regain_access`` is in minutes; the longest of all budgets counts."""
    try:
        usage = json.loads(limits.get("x-business-use-case-usage", "{}"))
        budgets = [budget for group in usage.values() for budget in group]
        longest = max((b.get("estimated_time_to_regain_access", 0) for b in budgets), default=0)
        return float(longest) * 60 or None
    except (ValueError, TypeError, AttributeError):
        return None
