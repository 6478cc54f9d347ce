"""Whom the customer talks to, as the page names them: a first name and a team, and never more."""

from bot.desk.desk import Desk
from bot.domain.records.case import Case
from bot.domain.records.staff import Staff


def first_name(desk: Desk, *, slack_user_id: str) -> str:
    """The first name of one of our staff; empty when it is not known."""
    staff = desk.session.get(Staff, slack_user_id)
    return next(iter(staff.name.split()), "") if staff is not None else ""


def team_of(desk: Desk, *, case: Case) -> str:
    """What the team that has the case is called."""
    team = desk.rules.routing.teams.get(case.team)
    return team.title if team is not None else ""
