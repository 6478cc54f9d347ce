"""What managers press in a digest and on the board: the cases behind a figure, a digest now."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.digests import issuing
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.figure_values import DigestAsked, read_asked, read_figure, read_more
from bot.slack.shown.digest import figures_shown, opened_shown
from bot.slack.views.digests.figures import MORE_FIGURES, OPEN_FIGURE, details_form
from bot.slack.views.digests.opened_figure import opened_figure
from bot.slack.views.home.board import ASK_DIGEST
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, look, person_of
from handlers.slack.door.home_tab import show_home_again
from handlers.slack.door.opening import look_and_open, redraw
from handlers.slack.door.ourselves import names_with_links


def register(bolt: Bolt, app: App) -> None:
    """What stands in a digest, and the choice on the board."""

    @bolt.action(OPEN_FIGURE)
    def open_figure(ack: Ack, body: dict[str, Any]) -> None:
        see = _opened(app, _chosen(body))
        look_and_open(app, body, verb=Verb.LOOK, see=see)
        ack()

    @bolt.action(MORE_FIGURES)
    def more_figures(ack: Ack, body: dict[str, Any]) -> None:
        digest, period = read_more(str(body["actions"][0].get("value", "")))
        names = names_with_links(app)

        def see(acting: Acting) -> Block:
            report = issuing.look(acting.desk, digest=digest, period=period)
            return details_form(figures_shown(report, names), title=report.title)

        look_and_open(app, body, verb=Verb.LOOK, see=see)
        ack()

    @bolt.action(ASK_DIGEST)
    def ask_digest(ack: Ack, body: dict[str, Any]) -> None:
        asked, person = read_asked(_chosen(body)), person_of(body)

        def do(acting: Acting) -> str:
            to = "" if asked.for_all else person.slack_user_id
            issuing.issue_now(acting.desk, digest=asked.digest, by=acting.by, slack_user_id=to)
            return _on_its_way(acting, asked)

        notice = act(app, verb=Verb.DIGEST_NOW, person=person, key=_key(body), do=do)
        show_home_again(app, person, notice=notice or "")
        ack()


def figure_again(app: App, body: dict[str, Any]) -> None:
    """Draw the open list of a figure's cases anew, after one of them was claimed there. Raises NotShown."""
    view = body["view"]
    see = _opened(app, str(view.get("private_metadata") or ""))
    drawn = look(app, verb=Verb.LOOK, person=person_of(body), see=see)
    redraw(app, view_id=str(view["id"]), view=drawn)


def _opened(app: App, value: str) -> Callable[[Acting], Block]:
    """How the cases of a figure are listed. Raises UnreadableValue."""
    chosen, names = read_figure(value), names_with_links(app)

    def see(acting: Acting) -> Block:
        desk = acting.desk
        rows = issuing.opened(
            desk,
            digest=chosen.digest,
            period=chosen.period,
            figure=chosen.figure,
            only=chosen.only,
        )
        return opened_figure(
            opened_shown(session=desk.session, chosen=chosen, rows=rows, names=names, now=desk.now)
        )

    return see


def _on_its_way(acting: Acting, asked: DigestAsked) -> str:
    title = acting.desk.rules.digests[asked.digest].title
    if asked.for_all:
        return say("“{title}” is on its way to its channel.", title=title)
    return say("“{title}” is on its way to you, as a direct message.", title=title)


def _chosen(body: dict[str, Any]) -> str:
    return str((body["actions"][0].get("selected_option") or {}).get("value", ""))


def _key(body: dict[str, Any]) -> str:
    """One press, however often Slack tells of it."""
    action = body["actions"][0]
    return f"action:{action['action_id']}:{action.get('action_ts', '')}:{body['user']['id']}"
