"""Drawing Home tabs anew that show what is gone. Slack would keep them until somebody opens them."""

from bot.bootstrap import App
from bot.desk.threads import home_drawn
from bot.domain.records.staff import Staff
from bot.language import ENGLISH, speaking
from handlers.slack.door.acting import Person
from handlers.slack.door.home_tab import show_home

_AT_ONCE = 20


def refresh(app: App) -> None:
    """Each tab that went stale, in its reader's language."""
    with app.desk() as desk:
        stale = home_drawn.take_stale(desk, limit=_AT_ONCE)
        people = {user: desk.session.get(Staff, user) for user in stale}
        locales = {user: person.reads if person else ENGLISH for user, person in people.items()}
    for slack_user_id, locale in locales.items():
        with speaking(locale):
            show_home(app, Person(slack_user_id, app.settings.slack_team))
