"""Who may do what. One place, read from our own table, and closed when in doubt."""

from bot.desk.desk import Desk, DeskError
from bot.domain.records.staff import Role, Staff
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.storage.house.weekly_data import anybody_known


class NotAllowed(DeskError):
    """The person may look, not act. The sentence says what to do about it."""


def require(
    desk: Desk, *, verb: Verb, slack_user_id: str, team_id: str
) -> tuple[Staff, frozenset[Role]]:
    """The person and their roles, if one of the roles allows the verb. Raises NotAllowed."""
    if team_id != desk.home_team:  # an unset team lets nobody in
        raise NotAllowed(say("Only members of the bank's own Slack workspace can act here."))
    person = desk.session.get(Staff, slack_user_id)
    if person is None:
        raise NotAllowed(_nobody_known(desk))
    if person.is_guest:
        raise NotAllowed(say("Guests can look, but not act. Ask a colleague of the desk."))
    roles = person.roles_at(
        desk.database_now,
        home_team=desk.home_team,
        trusted_for=desk.roles_trusted_for,
    )
    if not roles:
        raise NotAllowed(
            say(
                "Your role could not be confirmed just now, so nothing was done. "
                "Try again in a few minutes; if it stays so, tell an Earshot admin."
            )
        )
    allow(desk, verb=verb, roles=roles)
    return person, roles


def allow(desk: Desk, *, verb: Verb, roles: frozenset[Role]) -> None:
    """Raises NotAllowed where none of a person's roles allows the verb."""
    if not desk.rules.may(verb, roles):
        named = verb.replace("_", " ")
        raise NotAllowed(say("Your role does not include this ({verb}). Ask a lead.", verb=named))


def _nobody_known(desk: Desk) -> str:
    if not anybody_known(session=desk.session):
        return say(
            "Earshot has only just started and does not know yet who works here. Try again in a minute."
        )
    return say("You can look, but you have no role here yet. Ask an Earshot admin to add you.")
