"""The models that suggest topics: the bank's own from the database, else those that ship.

One that is missing, or that does not fit its card, suggests nothing, and nothing else changes.
"""

from functools import cache
from typing import NamedTuple

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.listening.topic_card import fitting
from bot.domain.listening.topic_model import NOTHING_READ, NoModel, Reading, TopicModel
from bot.domain.records.cases.case_topic import OwnTopicModel
from bot.domain.text.language import direction
from bot.storage.engine import ours
from bot.telemetry.logs import get_logger
from config.models import ModelCannotBeRead, read_model_file

_log = get_logger(__name__)
LANGUAGES = ("en", "ar")
_ANEW = "Install this version of Earshot anew; until then no topic is suggested."
_MODEL_NAMED = 12  # characters of a fingerprint


class Read(NamedTuple):
    """What was read of a text, and by which model; by none where there is no model for its language."""

    reading: Reading
    model: str


class TopicModels:
    """The models of topics, each loaded when a text in its language is read first."""

    def __init__(self) -> None:
        self._own: dict[str, tuple[int, TopicModel | None]] = {}

    def read(self, text: str, *, session: Session) -> Read:
        """What the text is about, by the model of its language that is in use."""
        model = self.of(language_of(text), session=session)
        if model is None:
            return Read(NOTHING_READ, "")
        return Read(model.read(text), model.fingerprint[:_MODEL_NAMED])

    def of(self, language: str, *, session: Session) -> TopicModel | None:
        """The model in use for a language: the bank's own, else the shipped one."""
        asked, name = ours(session).asked, ("topic model", language)
        if name not in asked:
            asked[name] = session.exec(_in_use(language)).first()
        number = asked[name]
        if number is None:
            return shipped(language)
        known = self._own.get(language)
        if known is None or known[0] != number:
            row = session.get_one(OwnTopicModel, number)
            known = self._own[language] = (number, _fitting(row))
        return known[1]


def _fitting(row: OwnTopicModel) -> TopicModel | None:
    try:
        return fitting(row.content, row.card)
    except NoModel as why:
        _log.warning("Model %s of topics is left out: %s", row.pk, why)
        return None


@cache
def shipped(language: str) -> TopicModel | None:
    """The one that ships, loaded once; none where it is missing or does not fit its card."""
    try:
        return shipped_model(language)
    except NoModel as why:
        _log.warning("No topic is suggested (%s): %s", language, why)
        return None


def shipped_model(language: str) -> TopicModel:
    """The model that ships for a language. Raises NoModel, with the file and what to do."""
    name = f"topics_{language}"
    try:
        found = read_model_file(name)
        return fitting(found.content, found.card)
    except ModelCannotBeRead as why:
        raise NoModel(f"{why} {_ANEW}") from None
    except NoModel as why:
        raise NoModel(f"config/models/{name}.model cannot be used: {why}. {_ANEW}") from None


@cache
def unfit() -> dict[str, str]:
    """The languages in which no shipped model suggests topics, and why; looked at once in the life of a process."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        try:
            shipped_model(language)
        except NoModel as why:
            found[language] = str(why)
    return found


def language_of(text: str) -> str:
    """By which of the models a text is read."""
    return "ar" if direction(text) == "rtl" else "en"


def _in_use(language: str) -> SelectOfScalar[int] | SelectOfScalar[None]:
    return (
        select(OwnTopicModel.id)
        .where(
            OwnTopicModel.language == language,
            col(OwnTopicModel.used_since).is_not(None),
            col(OwnTopicModel.left_at).is_(None),
        )
        .order_by(col(OwnTopicModel.id).desc())
        .limit(1)
    )
