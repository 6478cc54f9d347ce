"""A notice is said in its reader's language, and what a root cause is called in it too."""

from bot.domain.rules.register_rules import RegisterRules
from bot.language import speaking
from bot.outbox.kinds import NoticePayload
from bot.slack.api.names import Names
from bot.slack.sending.of_the_house import notice
from config import files
from tests.slack.workplace import Workplace

GROWS = (
    "📈 “{cause}” grows week by week: {weeks} cases. `/case causes` says whose it is, and `/case voice` what "
    "customers say."
)


def test_a_cause_is_called_as_its_reader_calls_it(workplace: Workplace) -> None:
    register = RegisterRules.model_validate(files.read().values["complaints"])
    values = {"cause": "refund_slow", "weeks": "1, 2, 4"}
    payload = NoticePayload(slack_channel="U0NORA", text="", sentence=GROWS, values=values)
    for language, title in (("en", "Refund too slow"), ("ar", "بطء استرداد المبلغ")):
        with speaking(language), workplace.app.looking() as desk:
            drawn = notice(desk.session, payload, Names(complaints=register))
        assert title in drawn.drawn.text
