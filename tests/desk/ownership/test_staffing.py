"""Who is written down of those Slack knows, with which roles, and how a change is told."""

from bot.desk.house import weekly_data
from bot.desk.ownership import staffing
from bot.domain.records.staff import Actor, Staff
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.rules.house.weekly_data import Kind, MemberRow
from bot.storage.record import audit
from tests.database import MovableDatabase
from tests.desk.conftest import MONDAY_TEN, Bank


def read(*people: str, **more: object) -> list[Staff]:
    return [
        Staff.model_validate(
            {
                "slack_user_id": person,
                "team_id": "T0SANDBOX",
                "name": person,
                "refreshed_at": MONDAY_TEN,
                **more,
            }
        )
        for person in people
    ]


def refresh(bank: Bank, people: list[Staff], **groups: list[str]) -> None:
    with bank.desk() as desk:
        staffing.refresh(desk, read=people, groups=groups)


def person(bank: Bank, slack_user_id: str) -> Staff | None:
    with bank.database.reading() as session:
        return session.get(Staff, slack_user_id)


def told(bank: Bank) -> list[AuditEntry]:
    with bank.database.reading() as session:
        house = audit.entries(session=session, case_id=audit.HOUSE)
    return [entry for entry in house if entry.verb == "roles_changed"]


def test_a_role_comes_from_the_file_and_is_audited_once(bank: Bank) -> None:
    refresh(bank, read("U0AMIRA"))
    refresh(bank, read("U0AMIRA"))
    [entry] = told(bank)
    assert entry.details == {"staff": "U0AMIRA", "roles": ["agent"]}


def test_a_slack_user_group_gives_and_takes_a_role(bank: Bank) -> None:
    refresh(bank, read("U0NEW"), U0NEW=["S0AGENTS"])
    refresh(bank, read("U0NEW"))
    assert [entry.details["roles"] for entry in told(bank)] == [["reader"], []]


def test_somebody_who_never_had_a_role_is_not_written_down(bank: Bank) -> None:
    refresh(bank, read("U0NOBODY"))
    assert person(bank, "U0NOBODY") is None
    assert told(bank) == []


def test_who_has_left_is_known_to_have_left(bank: Bank) -> None:
    refresh(bank, read("U0AMIRA"))
    refresh(bank, read("U0AMIRA", is_gone=True))
    amira = person(bank, "U0AMIRA")
    assert amira is not None
    assert amira.is_gone


def test_that_somebody_left_is_told_once_and_stands_in_the_trail(bank: Bank) -> None:
    refresh(bank, read("U0AMIRA"))
    for _ in range(2):
        with bank.desk() as desk:
            staffing.became(desk, person=read("U0AMIRA", is_gone=True)[0])
    with bank.database.reading() as session:
        house = audit.entries(session=session, case_id=audit.HOUSE)
    [entry] = [entry for entry in house if entry.verb == "access_lost"]
    assert entry.details == {"staff": "U0AMIRA", "guest": False, "gone": True}
    assert entry.actor_kind == "platform"


def test_a_group_that_was_not_read_takes_its_roles_only_after_a_while(
    bank: Bank, database: MovableDatabase
) -> None:
    refresh(bank, read("U0NEW", "U0AMIRA"), U0NEW=["S0AGENTS"])

    def unread() -> tuple[list[str], list[str]]:
        with bank.desk() as desk:
            staffing.refresh(desk, read=read("U0NEW", "U0AMIRA"), unread={"S0AGENTS"})
        of_group, of_file = person(bank, "U0NEW"), person(bank, "U0AMIRA")
        assert of_group is not None
        assert of_file is not None
        return [*of_group.roles], [*of_file.roles]

    assert unread() == (["reader"], ["agent"])
    database.move(46 * 60)
    assert unread() == ([], ["agent"])


def test_slack_names_no_language_of_the_bank_s_so_the_team_s_own_is_taken(bank: Bank) -> None:
    bank.lay_over({"routing": {"teams": {"desk": {"language": "ar"}}}})
    with bank.desk() as desk:
        weekly_data.add(
            desk,
            kind=Kind.MEMBERS,
            row=MemberRow(team="desk", person="U0AMIRA"),
            by=Actor.operator("ops"),
        )
    refresh(bank, read("U0AMIRA", "U0TOM", locale="en-US"))
    of_team, of_none = person(bank, "U0AMIRA"), person(bank, "U0TOM")
    assert of_team is not None
    assert of_team.reads == "ar"
    assert of_none is None or of_none.reads == "en-US"
