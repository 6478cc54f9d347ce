"""The canned replies and the past answers that the answer form offers."""

from bot.desk.answers import past_answers
from bot.desk.answers.surfaces import ToAnswer
from bot.desk.desk import Desk
from bot.desk.house import canned
from bot.domain.languages.answering import answered_in
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.closure import OUTCOME_MEANING
from bot.language import say
from bot.slack.views.answers.reply_form import CannedShown, PastShown
from bot.slack.views.states import STATE_WORDS

_WORDS: dict[str, str] = {str(state): words for state, words in STATE_WORDS.items()}
_WORDS |= {str(outcome): words for outcome, words in OUTCOME_MEANING.items()}


def canned_shown(
    desk: Desk, *, case: Case, surface: Surface, answers: ToAnswer
) -> tuple[CannedShown, ...]:
    """Those in the language that the customer is answered in, the nearest to their words first."""
    said = answers.message.text
    language = answered_in(case, answers.message)
    offers = canned.offers(desk, case=case, surface=surface, language=language, said=said)
    return tuple(CannedShown(one.entry_id, one.title, one.is_near) for one in offers)


def past_shown(
    desk: Desk, *, case: Case, surface: Surface, answers: ToAnswer
) -> tuple[PastShown, ...]:
    """What was answered to the like of it, with what became of each."""
    offers = past_answers.offers(desk, case=case, surface=surface, answers=answers)
    return tuple(PastShown(one.reply_id, one.text, _became(one.became)) for one in offers)


def _became(became: str) -> str:
    words = _WORDS.get(became)
    return say(words) if words else say("The customer came back after it")
