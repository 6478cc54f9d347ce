"""The canned replies that the answer form offers."""

from bot.desk.answers.surfaces import ToAnswer
from bot.desk.desk import Desk
from bot.desk.house import canned
from bot.domain.languages.answering import answered_in
from bot.domain.records.case import Case, Surface
from bot.slack.views.answers.reply_form import CannedShown


def canned_shown(
    desk: Desk, *, case: Case, surface: Surface, answers: ToAnswer
) -> tuple[CannedShown, ...]:
    """Those in the language that the customer is answered in, the nearest to their words first."""
    said = answers.message.text
    language = answered_in(case, answers.message)
    offers = canned.offers(desk, case=case, surface=surface, language=language, said=said)
    return tuple(CannedShown(one.entry_id, one.title, one.is_near) for one in offers)
