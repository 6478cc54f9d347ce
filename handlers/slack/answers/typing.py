"""The answer form while somebody types: the words are kept, and what the form says below them is drawn anew.

Slack tells of every character, and what it tells may come in another order, to any process. Words that were typed
before those that are kept change nothing. A form is drawn only over the look it was told from (its hash), so
nothing is ever drawn over another place, a filled-in line or an update of somebody else's.
"""

import time
from collections import OrderedDict
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.desk import DeskError
from bot.desk.drafts import drafts
from bot.domain.rules.role_rules import Verb
from bot.outbox.outcome import TryLater
from bot.slack.api.client import hurried
from bot.slack.api.mrkdwn import plain, to_public
from bot.slack.api.outcomes import Stopped, asked
from bot.slack.api.values import UnreadableValue
from bot.slack.views.answers.while_typing import TYPED, Hint, drawn_with, typing_lines
from bot.slack.views.parts import Block
from bot.telemetry.logs import get_logger
from handlers.slack.answers.reply_drafts import Typed, typed_in
from handlers.slack.answers.reply_forms import preview_of
from handlers.slack.answers.unsent import require_place
from handlers.slack.door.acting import Acting, keep

_log = get_logger(__name__)
_FORMS_KEPT = 500
_CONFLICT = "hash_conflict"


def register(bolt: Bolt, app: App) -> None:
    """What is told of every character in the form."""
    looks = Looks()

    @bolt.action(TYPED)
    def typing(ack: Ack, body: dict[str, Any]) -> None:
        try:
            typed, ts = typed_in(body), float(body["actions"][0]["action_ts"])
            lines = keep(
                app,
                verb=Verb.REPLY,
                person=typed.person,
                do=lambda acting: _kept(acting, typed, ts=ts),
            )
        except (DeskError, UnreadableValue) as error:  # the form says so when it is sent
            _log.info("slack.typed_for_nothing", why=type(error).__name__)
            lines = []
        view = drawn_with(body["view"], lines) if lines else None
        if view is not None:
            looks.draw(app, body["view"], view, ts=ts)
        ack()


def _kept(acting: Acting, typed: Typed, *, ts: float) -> list[str]:
    """Keep the words; what the form says of them then. Nothing where newer ones are kept."""
    key, public = typed.key, to_public(typed.text)
    require_place(acting, case_id=key.case_id, surface=typed.surface)
    is_newest = drafts.keep_typed(
        acting.desk,
        case_id=key.case_id,
        surface=typed.surface,
        slack_user_id=acting.slack_user_id,
        text=plain(typed.text),
        purpose=typed.purpose,
        typed_ts=ts,
        request_key=key.request_key,
    )
    text = plain(public.text).strip()
    if not is_newest or not text:
        return []
    seen = preview_of(acting, replace(key, text=text, surface=typed.surface.value))
    hints = [Hint(problem, is_blocking=True) for problem in public.problems]
    hints += [Hint(each.message, each.blocking) for each in seen.problems]
    posts = len(seen.posts)
    return typing_lines(length=seen.length, limit=seen.limit, hints=hints, posts=posts)


class Looks:
    """How open forms look now, as far as this process drew them while somebody typed.

    Two characters may be told from one look: what was typed first is drawn, and the other one's hash is old by
    then. It is drawn over that drawing, if it was typed later, and over nothing else.
    """

    def __init__(self) -> None:
        self._after: OrderedDict[tuple[str, str], tuple[str, float]] = OrderedDict()
        self._quiet_until = 0.0

    def draw(self, app: App, told: dict[str, Any], view: Block, *, ts: float) -> None:
        """Show it in the place of the look that was told of; not while Slack asks us to wait."""
        view_id, over = str(told["id"]), str(told.get("hash") or "")
        while over and time.monotonic() >= self._quiet_until:
            following, drawn_ts = self._after.get((view_id, over), ("", 0.0))
            if drawn_ts > ts:
                return
            if following:
                over = following
            elif (
                self._is_drawn(app, view_id, over, view, ts=ts)
                or (view_id, over) not in self._after
            ):
                return

    def _is_drawn(self, app: App, view_id: str, over: str, view: Block, *, ts: float) -> bool:
        """Draw it over this look; whether that is settled. False: it looks otherwise by now."""
        try:
            answer = asked(
                lambda: hurried(app.slack).views_update(view_id=view_id, hash=over, view=view)
            )
        except Stopped as stopped:
            if isinstance(stopped.outcome, TryLater):
                self._quiet_until = time.monotonic() + (stopped.outcome.after_s or 0.0)
            _log.info("slack.typing_not_shown", why=stopped.why)
            return stopped.why != _CONFLICT
        self._after[view_id, over] = (str((answer.get("view") or {}).get("hash") or ""), ts)
        while len(self._after) > _FORMS_KEPT:
            self._after.popitem(last=False)
        return True
