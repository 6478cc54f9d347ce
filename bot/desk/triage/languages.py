"""In which language a customer writes: told of each message, followed by the case, put right by a person."""

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.listening import provider_calls
from bot.desk.threads import postings
from bot.domain.channels.inbound import Inbound
from bot.domain.languages.names import language_title
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.language import say


class CannotSetLanguage(DeskError):
    """That language cannot be set."""


def of(desk: Desk, *, inbound: Inbound) -> str:
    """The language of what was written, by its letters and words, else as its platform says; empty: not known."""
    identifier = desk.rules.languages.identifier(desk.guess)
    return identifier.of(inbound.text, platform=inbound.language).language


def follow(desk: Desk, *, case: Case, language: str) -> None:
    """The case is in the language of the customer's latest words that have one, unless a person said."""
    if language and not case.language_by:
        case.language = language
        desk.session.add(case)


def heard(desk: Desk, *, case: Case, message: Message) -> None:
    """The same of words that a process without the model took in: message and case have it then, as if a worker
    had taken them in, and a translation is wanted where they had none."""
    identifier = desk.rules.languages.identifier(desk.guess)
    told = identifier.of(message.text, platform=message.language).language
    if told and told != message.language:
        message.language = told
        desk.session.add(message)
        provider_calls.want_translation(desk, case=case, message=message)
    follow(desk, case=case, language=told)


def set_language(desk: Desk, *, case_id: int, language: str, by: Actor) -> Case:
    """A person says in which language the customer writes; then no word changes it. Locks the case.

    Raises NoSuchCase, CannotSetLanguage.
    """
    case = case_access.lock_case(desk, case_id=case_id)
    if language not in desk.rules.languages.written:
        raise CannotSetLanguage(say("There is no such language. Please choose from the list."))
    if language == case.language and case.language_by:
        name = case_reference(case.number)
        told = say("{case} is in {language} already.", case=name, language=language_title(language))
        raise CannotSetLanguage(told)
    before, case.language, case.language_by = case.language, language, str(by)
    case.touch()
    desk.session.add(case)
    desk.record(case.number, Trail.CASE_LANGUAGE, by=by, before=before, language=language)
    postings.redraw(desk, case=case)
    return case
