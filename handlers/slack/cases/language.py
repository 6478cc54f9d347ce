"""*Language…*: a person says in which language the customer writes."""

from bot.desk.triage import languages
from bot.domain.rules.role_rules import Verb
from bot.slack.views.cases.language_form import LANGUAGE_OF_CASE_FORM, language_form
from handlers.slack.door.verb_rows import CaseForm

CASE_LANGUAGE = CaseForm(
    Verb.LANGUAGE,
    draw=lambda asked: language_form(
        asked.shown,
        written=asked.acting.desk.rules.languages.written,
        now=asked.case.language,
        key=asked.key,
    ),
    sends={
        LANGUAGE_OF_CASE_FORM: lambda acting, sent: languages.set_language(
            acting.desk, case_id=sent.case_id, language=sent.text("language"), by=acting.by
        )
    },
)
