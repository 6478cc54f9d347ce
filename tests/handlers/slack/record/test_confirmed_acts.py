"""A yes is good for the very act that was asked about: what means something else by then is not done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from bot import bootstrap
from bot.desk.case_access import NoSuchCase
from bot.desk.erasure import holds
from bot.desk.erasure.holds import CannotHold
from bot.desk.house.confirming import NotConfirmed
from bot.desk.record.case_files import ReasonUnsaid
from bot.domain.records.cases.case import Case
from bot.domain.records.confirmation import Confirmation
from bot.domain.records.messages.author import Author
from bot.domain.records.staff import Actor
from bot.language import say_stored, speaking
from handlers.commands import confirmed
from handlers.commands.erasure import erase, hold, person
from handlers.commands.record import case_file
from tests.handlers.ended_cases import an_ended_case
from tests.handlers.slack.record.test_confirming import YES, answer
from tests.slack.workplace import JONAS, Workplace

pytestmark = pytest.mark.on_both
Act = Callable[[Path], None]


def erasing(_: Path, who: str = "x:ana") -> None:
    erase.erase(who=who, reason="DSAR-1", name="Ruth", do=True, as_json=False, by=JONAS)


def telling(to: Path, who: str = "x:ana") -> None:
    person.tell(who=who, as_json=False, to=to, name="Ruth", by=JONAS)


def filing(to: Path, cases: tuple[int, ...] = (), reason: str = "A court") -> None:
    case_file.make(
        cases=list(cases),
        customer="" if cases else "ana",
        first=None,
        last=None,
        matter="",
        reason=reason,
        with_originals=False,
        language="en",
        to=to,
        name="Ruth",
        by=JONAS,
    )


@pytest.fixture
def office(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """Commands work on this house, and Jonas says yes at once."""
    workplace.give(JONAS, "compliance")
    monkeypatch.setattr(bootstrap, "build", lambda *_, **__: workplace.app)
    for command in (erase, hold, person, case_file):
        monkeypatch.setattr(command, "with_database", lambda: None)
    says_yes(workplace, monkeypatch)
    return workplace


def says_yes(
    workplace: Workplace,
    monkeypatch: pytest.MonkeyPatch,
    and_then: Callable[[], object] = lambda: None,
) -> None:
    def waiting(_: float) -> None:
        answer(workplace, JONAS, YES)
        and_then()

    monkeypatch.setattr(confirmed, "pause", waiting)


def asked(workplace: Workplace) -> list[str]:
    with workplace.database.reading() as session:
        return list(session.exec(select(Confirmation.what).order_by(col(Confirmation.id))))


def one_more_case(workplace: Workplace) -> None:
    """Of the same customer, ended too."""
    with workplace.database.transaction() as session:
        first = session.exec(select(Case)).first()
        assert first is not None
        session.add(Case(**first.model_dump(exclude={"id", "conversation"}), conversation="10"))


def is_known(session: Session) -> bool:
    return session.exec(select(Author.id).where(Author.handle == "ana")).first() is not None


def test_what_was_confirmed_is_done(office: Workplace, tmp_path: Path) -> None:
    an_ended_case(office.app)
    for act in (telling, filing):
        act(tmp_path / act.__name__)
        assert (tmp_path / act.__name__).exists()
    erasing(tmp_path)
    with office.database.reading() as session:
        assert not is_known(session)
    assert asked(office) == [
        "All that is held of the customer of C-1 (cases: 1) is handed out on the command line.",
        "A file is made of all that the record holds of C-1 (cases: 1).",
        "All that names or quotes the customer of C-1 (cases: 1) is erased for good (DSAR-1).",
    ]
    with speaking("ar"):
        assert say_stored(asked(office)[2]) == (
            "يُمحى نهائيًا كل ما يسمّي عميل C-1 (عدد الحالات: 1) أو يقتبس منه (DSAR-1)."
        )


@pytest.mark.parametrize("act", [erasing, telling, filing])
def test_a_case_more_after_the_yes_and_nothing_is_done(
    office: Workplace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, act: Act
) -> None:
    an_ended_case(office.app)
    says_yes(office, monkeypatch, lambda: one_more_case(office))
    with pytest.raises(NotConfirmed, match="has changed since it was asked"):
        act(tmp_path / "told")
    assert not (tmp_path / "told").exists()
    with office.database.reading() as session:
        assert is_known(session)


def test_the_file_the_reason_and_the_matter_are_of_the_act(
    office: Workplace, tmp_path: Path
) -> None:
    an_ended_case(office.app)
    for name in ("one", "other"):
        telling(tmp_path / name)
        filing(tmp_path / name)
    filing(tmp_path / "one", reason="A request")
    with office.database.reading() as session:
        assert len(set(session.exec(select(Confirmation.digest)))) == 5


def test_a_customer_without_a_case_is_said_by_our_number(office: Workplace, tmp_path: Path) -> None:
    with office.app.desk() as desk:
        author = Author(channel="x", external_id="77", handle="bo", first_seen_at=desk.now)
        desk.session.add(author)
        desk.session.flush()
        number = author.pk
    erasing(tmp_path, who="x:bo")
    [what] = asked(office)
    assert f"the customer without a case, account x #{number} is erased for good" in what


def test_what_cannot_be_done_is_not_asked(office: Workplace, tmp_path: Path) -> None:
    with pytest.raises(CannotHold, match="no such hold"):
        hold.lift(hold_id=7, name="Ruth", by=JONAS)
    with pytest.raises(NoSuchCase):
        filing(tmp_path / "file", cases=(99,))
    an_ended_case(office.app)
    with pytest.raises(ReasonUnsaid):
        filing(tmp_path / "file", reason=" ")
    assert asked(office) == []


def test_the_hold_that_is_lifted_says_what_it_keeps_and_names_nobody(office: Workplace) -> None:
    an_ended_case(office.app)
    with office.app.desk() as desk:
        by, why = Actor.operator("Ruth"), {"reason": "Court", "matter": "Reed v Bank"}
        day = f"{desk.now:%Y-%m-%d}"
        holds.hold_case(desk, case_id=1, by=by, **why)
        holds.hold_word(desk, word="Reed", by=by, **why)
    for number in (1, 2):
        hold.lift(hold_id=number, name="Ruth", by=JONAS)
    assert asked(office) == [
        f"The legal hold 1 on C-1, which stands since {day}, is lifted.",
        f"The legal hold 2 on every case in which a certain word was said, which stands since {day}, "
        "is lifted.",
    ]
    with speaking("ar"):
        assert say_stored(asked(office)[1]) == (
            f"يُرفع الحفظ القانوني رقم 2 عن كل حالة قيلت فيها كلمة معيّنة، وهو قائم منذ {day}."
        )
