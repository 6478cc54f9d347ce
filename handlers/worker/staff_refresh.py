"""Reading who works at the bank and writing it down, so that no click has to ask Slack for a role."""

import time

from bot import clock
from bot.bootstrap import App
from bot.desk.house import unread_roles
from bot.desk.ownership import staffing
from bot.slack.api.people import Pause, StaffUnreadable, read_groups, read_people


def refresh(app: App, *, pause: Pause = time.sleep) -> None:
    """Read everybody with no transaction open, then write them with the roles of the file. Raises
    StaffUnreadable, with an alarm, when Slack does not tell who there is."""
    home = app.settings.slack_team
    try:
        people = read_people(app.slack, home_team=home, now=clock.now(), pause=pause)
    except StaffUnreadable as error:
        with app.desk() as desk:
            unread_roles.people(desk, why=error.why)
        raise
    groups = read_groups(app.slack, groups=app.rules.roles.groups, pause=pause)
    with app.desk() as desk:
        staffing.refresh(desk, read=people, groups=groups.memberships, unread=groups.unread)
        unread_roles.groups(desk, missing={**groups.gone, **groups.unread})
