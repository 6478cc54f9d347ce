"""`earshot learn-topics`: the models of topics that ship, from invented posts and, for English, from what others labelled.

What others labelled does not ship: the command is told where it lies.
"""

import csv
import gzip
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from bot import bootstrap, clock
from bot.domain.listening.topic_learning import Post, learn
from bot.domain.listening.topic_model import NONE, TopicModel
from bot.domain.personal_data import find
from bot.domain.personal_data.masking import mask
from config.files import SHIPPED
from config.settings import load
from handlers.endings import CannotStart

TAUGHT = SHIPPED / "topic_posts"
_FEATURES_MOST = 24_000
# Of the rounds that were tried, those that did best on a fifth of what is not held back: of many posts it takes more.
_ROUNDS = {"en": 16, "ar": 8}
# More rounds make a model surer than it is right; so much of its points is left. Of those tried on posts that it was not
# learnt from, that with which a suggestion that is shown is right as often as before.
_SURE = {"en": 0.8, "ar": 1.0}
_HELD_BACK = 10
_INVENTED, _PHRASE, _NARRATIVE, _QUESTION = 2.0, 2.0, 1.0, 1.0  # as how many each counts
_LIKELIEST = 3


class Taught(NamedTuple):
    """A labelled post, and where it is from."""

    post: Post
    source: str


def learn_into(
    folder: Path, *, language: str, banking77: Path | None, cfpb: Path | None
) -> TopicModel:
    """Prints what four fifths teach about the rest, learns from all, and writes the model and its card."""
    topics = tuple(bootstrap.load_rules(load(), hears=False).topics.topics)
    taught = list(_all(language, banking77, cfpb))
    unknown = {one.post.topic for one in taught} - {*topics, NONE}
    if unknown:
        raise CannotStart(
            f"topics.toml has no topic “{min(unknown)}”. Those are: {', '.join(topics)}."
        )
    names = (*topics, NONE)
    seen = [one for one in taught if not _is_held_back(one.post)]
    held_back = [one for one in taught if _is_held_back(one.post)]
    worth = list(_worth(_learnt(seen, names, language), held_back))
    print("\n".join(f"  {line}" for line in worth))
    model = _learnt(taught, names, language)
    (folder / f"topics_{language}.model").write_bytes(model.content)
    card = folder / f"topics_{language}.toml"
    card.write_text(_card(language, model, taught, worth), encoding="utf-8")
    print(f"Learnt from all {len(taught)}: {card} and the model beside it.")
    return model


def mapped(path: Path) -> dict[str, str]:
    """The topic of each name in a file of names by topic."""
    by_topic = tomllib.loads(path.read_text(encoding="utf-8"))
    return {str(name): topic for topic, names in by_topic.items() for name in names}


def questions(path: Path) -> Iterator[Post]:
    """Those of banking77 that name a topic, from its file of text and category."""
    topic_of = mapped(TAUGHT / "banking77.toml")
    for row in _rows(path, "text", "category"):
        if row["category"] in topic_of:
            yield Post(row["text"], topic_of[row["category"]], _QUESTION)


def narratives(path: Path) -> Iterator[Post]:
    """Those of the CFPB's database that name a topic."""
    topic_of = mapped(TAUGHT / "cfpb.toml")
    text = "Consumer complaint narrative"
    for row in _rows(path, "Issue", "Sub-issue", text):
        both = f"{row['Issue']} | {row['Sub-issue']}"
        topic = topic_of.get(both) or topic_of.get(row["Issue"])
        if topic is not None:
            yield Post(row[text], topic, _NARRATIVE)


def invented(path: Path) -> Iterator[Post]:
    """Posts of ours: [[posts]] with text and topic."""
    try:
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["posts"]:
            yield Post(_masked(str(row["text"])), str(row["topic"]), _INVENTED)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as why:
        raise CannotStart(
            f"{path} cannot be read: {why}. It takes [[posts]] with text and topic."
        ) from None


def phrases(path: Path) -> Iterator[Post]:
    """A few words each, a line, by topic."""
    for topic, lines in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for line in lines.strip().splitlines():
            yield Post(line, topic, _PHRASE)


def _all(language: str, banking77: Path | None, cfpb: Path | None) -> Iterator[Taught]:
    yield from (Taught(post, "invented posts") for post in invented(TAUGHT / f"{language}.toml"))
    of_phrases = phrases(TAUGHT / f"phrases_{language}.toml")
    yield from (Taught(post, "phrases") for post in of_phrases)
    if banking77 is not None:
        yield from (Taught(post, "banking77") for post in questions(banking77))
    if cfpb is not None:
        yield from (Taught(post, "CFPB narratives") for post in narratives(cfpb))


def _rows(path: Path, *columns: str) -> Iterator[dict[str, str]]:
    opened: Any = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            lacking = set(columns) - set(rows.fieldnames or ())
            if lacking:
                raise CannotStart(f"{path} has no column “{min(lacking)}”.")
            yield from rows
    except OSError as why:
        raise CannotStart(f"{path} cannot be read: {why.strerror}.") from None


def _masked(text: str) -> str:
    return mask(text, find(text, regions=()))


def _is_held_back(post: Post) -> bool:
    return sha256(post.text.encode()).digest()[0] % _HELD_BACK == 0


def _learnt(taught: Iterable[Taught], topics: Sequence[str], language: str) -> TopicModel:
    posts = [one.post for one in taught]
    model = learn(posts, topics=topics, most=_FEATURES_MOST, rounds=_ROUNDS[language])
    sure = _SURE[language]
    return replace(model, scale=model.scale * sure, base=tuple(sure * one for one in model.base))


def _worth(model: TopicModel, held_back: Sequence[Taught]) -> Iterator[str]:
    """By source and by topic: how many of those held back are right at first, and among the first three."""
    told: dict[str, list[tuple[bool, bool]]] = {}
    for one in held_back:
        topics = [each.topic for each in model.read(one.post.text).ranked]
        right = (one.post.topic in topics[:1], one.post.topic in topics[:_LIKELIEST])
        told.setdefault(one.source, []).append(right)
        if one.source == "invented posts":
            told.setdefault(one.post.topic, []).append(right)
    for name, rights in told.items():
        first, three = sum(one for one, _ in rights), sum(one for _, one in rights)
        yield f"{name}: {first} of {len(rights)} right at first, {three} among the first three"


def _card(language: str, model: TopicModel, taught: Sequence[Taught], worth: Sequence[str]) -> str:
    sources = Counter(one.source for one in taught)
    told = json.dumps  # a string or list of JSON is one of TOML
    return "\n".join(
        [
            "# The card of the model beside it. Written by `learn-topics`; what it was learnt from, and what it is worth.",
            f'command = "{_COMMAND} --language {language}{_GIVEN[language]}"',
            f'fingerprint = "{model.fingerprint}"',
            f'language = "{language}"',
            f"topics = {told(list(model.topics))}",
            f'made_on = "{clock.now().date().isoformat()}"',
            f"features = {len(model.checksums)}",
            f"learnt_from = {told([f'{count} {name}' for name, count in sources.items()])}",
            f"licence = {told(_LICENCE, ensure_ascii=False)}",
            f"method = {told(_METHOD.format(rounds=_ROUNDS[language], sure=_SURE[language]), ensure_ascii=False)}",
            f"limits = {told(_LIMITS[language], ensure_ascii=False)}",
            "# Of a tenth that was held back, learnt from the rest:",
            f"figures = {told(list(worth), ensure_ascii=False, indent=2)}",
            "",
        ]
    )


_COMMAND = "python -m handlers learn-topics"
_GIVEN = {
    "en": " --banking77 banking77_train.csv.gz --cfpb cfpb_banking_narratives.csv.gz",
    "ar": "",
}
_LICENCE = (
    "The model is ours. banking77: Casanueva et al., 2020, PolyAI, CC BY 4.0. CFPB Consumer Complaint Database: public "
    "domain. The invented posts: part of Earshot, no person or event in them is real."
)
_METHOD = (
    "Words, pairs, three to five letters of each word, known by their checksums alone; those that tell most by chi²; one "
    "softmax over all topics, AdaGrad, {rounds} rounds, points times {sure}, in plain Python; a byte a weight."
)
_LIMITS = {
    "en": "Questions of British customers and complaints of Americans, ten years old at most; few posts about loans, debt, "
    "offers, branches and outages. Irony and stories with several matters are read badly. It suggests; it decides nothing.",
    "ar": "Invented posts alone, in Modern Standard Arabic and six dialects; the Maghrebi ones are read worst. Teach it "
    "with your own cases: `topics learn`. It suggests; it decides nothing.",
}
