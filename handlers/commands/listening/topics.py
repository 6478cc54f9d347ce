"""`earshot topics`: the bank's own model of topics, from the cases whose topic people set. What it is worth is told
before anything is switched.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.desk import Desk, DeskError
from bot.desk.listening import own_models
from bot.domain.listening.topic_learning import Post, learn
from bot.domain.listening.topic_model import NONE, TopicModel
from bot.domain.records.staff import Actor
from bot.storage.topic_models import LANGUAGES, language_of, shipped
from bot.storage.topics import Corrected, corrected
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database

LEAST = 20  # cases of a language
_FEATURES_MOST = 8_000
_HELD_BACK = 5  # every fifth
_LIKELIEST = 3
_SHIPPED = "the one that ships"


class Right(NamedTuple):
    """Of the cases held back: how many topics a model finds at first, and among the first three."""

    first: int
    three: int


def learn_own(*, name: str) -> None:
    """Print what each language's corrected cases teach, and keep the model; nothing is switched."""
    app, by = _opened(name)
    try:
        with app.looking() as desk:
            cases = corrected(session=desk.session)
        for language in LANGUAGES:
            of_it = [one for one in cases if language_of(one.text) == language]
            if of_it:
                print("\n".join(_learn(app, language, of_it, by)))
        if not cases:
            raise CannotStart("Nobody has set the topic of a case yet. More… › Topic… does.")
    finally:
        app.database.dispose()


def use(*, number: int, name: str) -> None:
    """Switch to a kept model."""
    app, by = _opened(name)
    try:
        with app.desk() as desk:
            row = own_models.use(desk, number=number, by=by)
            language = row.language
    except DeskError as error:
        raise CannotStart(str(error)) from None
    finally:
        app.database.dispose()
    print(
        f"Model {number} suggests topics for “{language}” from now on. Back: `python -m handlers topics "
        f"back {language} --as {name}`."
    )


def back(*, language: str, name: str) -> None:
    """Take the model in use back."""
    app, by = _opened(name)
    try:
        with app.desk() as desk:
            before = own_models.back(desk, language=language, by=by)
            told = f"model {before.pk}" if before is not None else _SHIPPED
    except DeskError as error:
        raise CannotStart(str(error)) from None
    finally:
        app.database.dispose()
    print(f"Taken back. For “{language}” {told} suggests topics again.")


def _opened(name: str) -> tuple[App, Actor]:
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME.")
    return bootstrap.build(with_database(), pool_size=1), Actor.operator(name.strip())


def _learn(app: App, language: str, cases: Sequence[Corrected], by: Actor) -> list[str]:
    with app.looking() as desk:
        current = app.topics.of(language, session=desk.session)
        own = own_models.in_use(desk, language=language)
        topics = (*desk.rules.topics.topics, NONE)
    cases = [one for one in cases if one.topic in topics]  # others topics.toml no longer names
    if len(cases) < LEAST:
        few = (
            f"{len(cases)} cases whose topic a person set; it takes {LEAST}, so nothing was learnt."
        )
        return [f"{language}: {few}"]
    start = shipped(language)  # one of the bank's own has seen those that are held back
    held_back = cases[::_HELD_BACK]
    seen = [one for at, one in enumerate(cases) if at % _HELD_BACK]
    before = _right(current, held_back)
    after = _right(_taught(seen, topics, start), held_back)
    but = f" (model {own.pk} has learnt from such cases)" if own is not None else ""
    told = [
        f"{language}: {len(cases)} cases whose topic a person set. Of {len(held_back)} held back, now "
        f"{before.first} right at first and {before.three} among the first three{but};",
        f"    learnt from the others: {after.first} right at first and {after.three} among the first three.",
    ]
    with app.desk() as desk:
        number = _keep(desk, _taught(cases, topics, start), language, told, by)
    told.append(
        f"    Kept as model {number}. Nothing is switched; to use it: `topics use {number}`."
    )
    return told


def _taught(
    cases: Sequence[Corrected], topics: Sequence[str], start: TopicModel | None
) -> TopicModel:
    posts = [Post(one.text, one.topic) for one in cases]
    return learn(posts, topics=topics, most=_FEATURES_MOST, start=start)


def _right(model: TopicModel | None, cases: Sequence[Corrected]) -> Right:
    if model is None:
        return Right(0, 0)
    ranked = [[each.topic for each in model.read(one.text).ranked] for one in cases]
    first = sum(one.topic in topics[:1] for one, topics in zip(cases, ranked, strict=True))
    three = sum(one.topic in topics[:_LIKELIEST] for one, topics in zip(cases, ranked, strict=True))
    return Right(first, three)


def _keep(desk: Desk, model: TopicModel, language: str, told: Sequence[str], by: Actor) -> int:
    return own_models.keep(
        desk, model=model, language=language, told={"figures": list(told)}, by=by
    )
