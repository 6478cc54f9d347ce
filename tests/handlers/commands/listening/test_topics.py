"""`topics learn` from what people set, told before anything is switched; `use` and `back`."""

from collections.abc import Sequence

from sqlmodel import col, select, update

from bot.bootstrap import App
from bot.desk.intake import taking_in
from bot.desk.listening import topics
from bot.domain.channels.inbound import Person
from bot.domain.records.cases.case_topic import CaseTopic, OwnTopicModel
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.record import audit
from bot.storage.topics import topic_of
from tests.handlers.commands.command_line import Earshot
from tests.handlers.commands.exports.test_export import post

LENA = Actor.staff("U0LENA")
# Words that the shipped model knows nothing of.
SAYINGS = (
    "wobbly zorblax",
    "the zorblax again",
    "zorblax is late",
    "my zorblax, please",
    "zorblax?",
)


def taken_in(app: App, texts: Sequence[str]) -> list[int]:
    """A case for each of these posts."""
    found = []
    for number, text in enumerate(texts):
        with app.desk() as desk:
            named = f"{number}:{text}"
            person = Person(external_id=named, handle="ana", name="Ana Ruiz")
            new = {"external_id": named, "conversation": named, "text": text, "author": person}
            inbound = post().model_copy(update=new)
            found.append(taking_in.take_in(desk, inbound=inbound).case_id)
    return [case_id for case_id in found if case_id is not None]


def suggested(app: App, text: str) -> str:
    """What is suggested for a new post."""
    [case_id] = taken_in(app, [text])
    with app.looking() as desk:
        row = topic_of(session=desk.session, case_id=case_id)
    return row.suggested if row is not None else ""


def test_a_topic_corrected_is_learnt_switched_to_and_taken_back(
    earshot: Earshot, app: App, database_url: str
) -> None:
    assert suggested(app, "zorblax today") == ""
    corrected_to(app, "offers")
    learnt = earshot("topics", "learn", "--as", "Ruth", DATABASE_URL=database_url)
    assert "en: 30 cases whose topic a person set." in learnt.out
    assert "learnt from the others:" in learnt.out
    assert "Nothing is switched" in learnt.out
    assert suggested(app, "zorblax in the morning") == ""
    used = earshot("topics", "use", "1", "--as", "Ruth", DATABASE_URL=database_url)
    assert "Model 1 suggests topics" in used.out
    assert suggested(app, "zorblax in the evening") == "offers"
    taken = earshot("topics", "back", "en", "--as", "Ruth", DATABASE_URL=database_url)
    assert "the one that ships suggests topics again" in taken.out
    assert suggested(app, "zorblax at night") == ""
    with app.looking() as desk:
        house = audit.entries(session=desk.session, case_id=audit.HOUSE)
        acts = [one.details["act"] for one in house if one.verb == Trail.TOPIC_MODEL]
    assert acts == ["learnt", "used", "taken_back"]


def test_a_second_own_model_is_learnt_from_the_one_that_ships_and_told_against_the_first(
    earshot: Earshot, app: App, database_url: str
) -> None:
    by = {"DATABASE_URL": database_url}
    corrected_to(app, "offers")
    assert "has learnt from" not in earshot("topics", "learn", "--as", "Ruth", **by).out
    assert earshot("topics", "use", "1", "--as", "Ruth", **by).code == 0
    assert (
        "(model 1 has learnt from such cases)" in earshot("topics", "learn", "--as", "R", **by).out
    )
    with app.looking() as desk:
        first, second = desk.session.exec(select(OwnTopicModel).order_by(col(OwnTopicModel.id)))
    assert first.content == second.content
    told = earshot("topics", "use", "1", "--as", "Ruth", **by).told
    assert "Model 1 is in use already." in told
    with app.looking() as desk:
        again = desk.session.get_one(OwnTopicModel, 1)
    assert (again.used_since, again.left_at) == (first.used_since, None)


def test_topics_that_are_gone_teach_nothing(earshot: Earshot, app: App, database_url: str) -> None:
    corrected_to(app, "offers")
    with app.database.transaction() as session:
        session.connection().execute(update(CaseTopic).values(topic="of_long_ago"))
    told = earshot("topics", "learn", "--as", "Ruth", DATABASE_URL=database_url)
    assert told.code == 0, told.told
    assert "en: 0 cases whose topic a person set; it takes 20" in told.out


def corrected_to(app: App, topic: str) -> None:
    """Lena sets the topic of thirty cases."""
    for case_id in taken_in(app, [f"{SAYINGS[at % 5]} {at}" for at in range(30)]):
        with app.desk() as desk:
            topics.set_topic(desk, case_id=case_id, topic=topic, by=LENA)


def test_too_few_cases_teach_nothing(earshot: Earshot, app: App, database_url: str) -> None:
    by = {"DATABASE_URL": database_url}
    assert "Nobody has set the topic" in earshot("topics", "learn", "--as", "Ruth", **by).told
    [case_id] = taken_in(app, ["Your fees are a joke"])
    with app.desk() as desk:
        topics.set_topic(desk, case_id=case_id, topic="fees", by=LENA)
    told = earshot("topics", "learn", "--as", "Ruth", **by).out
    assert "en: 1 cases whose topic a person set; it takes 20" in told


def test_what_is_not_there_is_refused(earshot: Earshot, app: App, database_url: str) -> None:
    by = {"DATABASE_URL": database_url}
    assert "There is no model 7." in earshot("topics", "use", "7", "--as", "Ruth", **by).told
    assert (
        "The model that ships is in use." in earshot("topics", "back", "en", "--as", "R", **by).told
    )
    assert earshot("topics", "learn", **by).code != 0
