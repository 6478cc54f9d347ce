"""The Slack app: Bolt with our middleware, then one module for each family of verbs.

Listeners run before Slack gets its answer: a crash is a 500 that Slack repeats, and the event's key
makes the repetition harmless. Bolt's default would acknowledge first and lose the event.
"""

import json
import logging
from collections.abc import Callable

from slack_bolt import App as Bolt
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context import BoltContext
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse

from bot.bootstrap import App
from bot.language import ENGLISH, speaking
from bot.slack.api.epochs import on_call
from handlers.slack import case_verbs, row_acts
from handlers.slack.answers import (
    approvals,
    asking_to_delete,
    doubts,
    holders,
    machine_drafts,
    replies,
    reply_drafts,
    shortcuts,
    typing,
)
from handlers.slack.cases import (
    blocking,
    bulk,
    customers,
    linking,
    merging,
    revealing,
)
from handlers.slack.chat import files
from handlers.slack.consults import answering as consult_answers
from handlers.slack.consults import asking as consults
from handlers.slack.digests import digests, voice
from handlers.slack.door import catch_all, epoch_gate, home_tab, middleware, refusals
from handlers.slack.lessons import causes
from handlers.slack.listening import misdirected
from handlers.slack.ownership import absences, claims, handoffs, people
from handlers.slack.quality import reviews
from handlers.slack.record import case_files
from handlers.slack.settings import canned_page, case_command, language, reviewed, weekly_data
from handlers.slack.surges import answers, surges
from handlers.slack.threads import notes
from handlers.slack.workspace import people_changes, places, private_channels

_FAMILIES = (
    handoffs,
    people,
    absences,
    blocking,
    weekly_data,
    canned_page,
    reviewed,
    misdirected,
    language,
    merging,
    linking,
    customers,
    revealing,
    case_files,
    case_command,
    claims,
    case_verbs,
    row_acts,
    replies,
    reply_drafts,
    asking_to_delete,
    typing,
    holders,
    machine_drafts,
    bulk,
    shortcuts,
    doubts,
    approvals,
    notes,
    home_tab,
    digests,
    voice,
    reviews,
    files,
    surges,
    causes,
    answers,
    consults,
    consult_answers,
    private_channels,
    people_changes,
    places,
)


def build(app: App) -> Bolt:
    """Every listener registered. Makes no call to Slack."""
    bolt = _Answering(
        name="earshot",
        signing_secret=app.settings.slack_signing_secret.get_secret_value(),
        authorize=_authorization(app),
        client=app.slack,
        process_before_response=True,
        token_verification_enabled=False,
        ignoring_self_events_enabled=False,  # needs a call to Slack; our middleware knows them too
        logger=_quiet_logger(),
    )
    bolt.epoch = app.slack.epoch
    middleware.register(bolt, app)
    epoch_gate.register(bolt, app)
    refusals.register(bolt, app)
    for family in _FAMILIES:
        family.register(bolt, app)
    catch_all.register(bolt)
    return bolt


class _Answering(Bolt):
    """What one request says is said in its own language; the next in the thread begins anew. What can
    be pressed in the answer itself carries the epoch, as what is called out does."""

    epoch: Callable[[], int]

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Answer it; the middleware finds out who reads that."""
        with speaking(ENGLISH):
            answer = super().dispatch(req)
        if answer.body.startswith("{"):
            told = on_call(json.loads(answer.body), epoch=self.epoch)
            answer.body = json.dumps(told)
        return answer


def _authorization(app: App) -> Callable[..., AuthorizeResult]:
    token = app.settings.slack_bot_token.get_secret_value()

    def authorize(context: BoltContext) -> AuthorizeResult:
        """One workspace, one token: nobody is asked on the way."""
        return AuthorizeResult(
            enterprise_id=context.enterprise_id, team_id=context.team_id, bot_token=token
        )

    return authorize


def _quiet_logger() -> logging.Logger:
    """Bolt writes whole request bodies at INFO, and of unknown requests even at WARNING."""
    logger = logging.getLogger("slack_bolt.earshot")
    logger.setLevel(logging.ERROR)
    return logger
