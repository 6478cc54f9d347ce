"""The one way a person's press becomes a verb: one transaction, role and once-ness inside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.bootstrap import App
from bot.desk import permissions
from bot.desk.desk import Desk
from bot.desk.idempotency import first_time
from bot.domain.records.staff import Actor, Role
from bot.domain.rules.role_rules import Verb
from bot.slack.api.names import Names

_T = TypeVar("_T")


@dataclass(frozen=True)
class Person:
    """Who pressed, by id, with the workspace they belong to."""

    slack_user_id: str
    team_id: str

    @property
    def actor(self) -> Actor:
        """How the trail names them."""
        return Actor.staff(self.slack_user_id)


@dataclass(frozen=True)
class Acting:
    """A person at the desk who may do what they asked for."""

    desk: Desk
    by: Actor
    roles: frozenset[Role]
    slack_user_id: str


def person_of(body: dict[str, Any]) -> Person:
    """The person behind a press or a form. A shared channel's stranger keeps their own workspace."""
    user = body["user"]
    team = user.get("team_id") or (body.get("team") or {}).get("id") or ""
    return Person(slack_user_id=str(user["id"]), team_id=str(team))


def act(app: App, *, verb: Verb, person: Person, key: str, do: Callable[[Acting], _T]) -> _T | None:
    """Do it once, if the person's role allows it; None when this very press was acted on before.

    Raises NotAllowed and what the verb raises; then nothing is kept, the key neither.
    """
    with app.desk() as desk:
        acting = _allowed(desk, verb=verb, person=person)
        return do(acting) if first_time(desk, key=key) else None


def keep(app: App, *, verb: Verb, person: Person, do: Callable[[Acting], _T]) -> _T:
    """Write what does no harm when it is written twice, such as a draft. Raises NotAllowed."""
    with app.desk() as desk:
        return do(_allowed(desk, verb=verb, person=person))


def look(app: App, *, verb: Verb, person: Person, see: Callable[[Acting], _T]) -> _T:
    """Read for a person whose role allows the verb; changes nothing. Raises NotAllowed."""
    with app.looking() as desk:
        return see(_allowed(desk, verb=verb, person=person))


def names(desk: Desk) -> Names:
    """What channels and accounts are called."""
    return Names.of(desk.channels, desk.account_names, rules=desk.rules)


def _allowed(desk: Desk, *, verb: Verb, person: Person) -> Acting:
    _, roles = permissions.require(
        desk, verb=verb, slack_user_id=person.slack_user_id, team_id=person.team_id
    )
    return Acting(
        replace(desk, pressed_by=person.slack_user_id), person.actor, roles, person.slack_user_id
    )
