"""The canned replies that the answer form offers."""

from bot.desk.answers.surfaces import ToAnswer
from bot.desk.desk import Desk
from bot.desk.house import canned
from bot.domain.records.case import Case, Surface
from bot.domain.text.language import written_in
from bot.slack.views.answers.reply_form import CannedShown


def canned_shown(
    desk: Desk, *, case: Case, surface: Surface, answers: ToAnswer
) -> tuple[CannedShown, ...]:
    """Those in the language of the post that is answered, the nearest to it first."""
    said = answers.message.text
    offers = canned.offers(desk, case=case, surface=surface, language=written_in(said), said=said)
    return tuple(CannedShown(one.entry_id, one.title, one.is_near) for one in offers)
