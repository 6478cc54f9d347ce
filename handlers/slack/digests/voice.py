"""``/case voice``: the Voice of the customer as it stands now, and what customers said, by cause."""

from functools import partial
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.desk import DeskError
from bot.desk.digests import issuing
from bot.digest.voice import Voice
from bot.digest.words import voice_words
from bot.domain.rules.digest_rules import Part
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.names import Names
from bot.slack.shown.voice import quotes_shown, rules_shown, voice_shown
from bot.slack.views.digests.voice import VOICE_WORDS, read_words, voice_form, words_form
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, Person, look
from handlers.slack.door.opening import look_and_open, open_form
from handlers.slack.door.ourselves import names_with_links
from handlers.slack.door.presses import pressed_value


class NoVoice(DeskError):
    """The bank's files name no digest with that part."""

    def __init__(self) -> None:
        super().__init__(say("No digest of digests.toml tells the voice of customers."))


def register(bolt: Bolt, app: App) -> None:
    """The button beside each cause."""

    @bolt.action(VOICE_WORDS)
    def words(ack: Ack, body: dict[str, Any]) -> None:
        see = partial(_words, value=pressed_value(body), names=names_with_links(app))
        look_and_open(app, body, verb=Verb.LOOK, see=see)
        ack()


def open_voice(app: App, person: Person, *, trigger_id: str) -> None:
    """Show the last seven days. Raises NotAllowed, NoVoice, FormDidNotOpen, FormMayBeOpen."""
    see = partial(_now, names=names_with_links(app))
    open_form(
        app.slack, trigger_id=trigger_id, view=look(app, verb=Verb.LOOK, person=person, see=see)
    )


def _now(acting: Acting, *, names: Names) -> Block:
    digests = acting.desk.rules.digests.items()
    digest = next((name for name, rule in digests if Part.VOICE in rule.shows), None)
    if digest is None:
        raise NoVoice
    report = issuing.look(acting.desk, digest=digest)
    found = report.voice or Voice()
    rules = rules_shown(session=acting.desk.session, found=found, names=names)
    shown = voice_shown(report, rules=rules)
    if shown is None:
        raise NoVoice
    return voice_form(shown)


def _words(acting: Acting, *, value: str, names: Names) -> Block:
    digest, period, part = read_words(value)
    found = issuing.look(acting.desk, digest=digest, period=period).voice or Voice()
    quotes = quotes_shown(session=acting.desk.session, case_ids=found.cases_of(part), names=names)
    return words_form(quotes, title=voice_words.title_of(found, part))
