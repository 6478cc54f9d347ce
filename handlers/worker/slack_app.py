"""Does Slack still let us do what the manifest asks for? Nothing else tells when an admin takes it away."""

from bot.bootstrap import App
from bot.desk.house import slack_allows
from bot.outbox.outcome import Held, TryLater
from bot.slack.api.outcomes import Stopped, held_by
from bot.slack.api.permissions import granted_scopes
from config.slack_app import wanted_scopes


def look(app: App) -> None:
    """Ask with no transaction open; an alarm for a token that is refused, and for what it may not do."""
    try:
        granted = granted_scopes(app.slack)
    except Stopped as stopped:
        outcome = stopped.outcome
        if isinstance(outcome, TryLater) and held_by(outcome.reason) is Held.ALL:
            with app.desk() as desk:
                slack_allows.nothing(desk, why=outcome.reason.partition(": ")[2])
        return
    lacking = wanted_scopes() - granted if granted is not None else frozenset()
    with app.desk() as desk:
        slack_allows.all_but(desk, lacking=lacking)
