"""The weekly data, seen and edited in Slack by role."""

from datetime import timedelta

import pytest

from bot import clock
from bot.desk.house import weekly_data
from bot.desk.house.weekly_data import VERBS
from bot.desk.messages import blocking
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Actor, Role
from bot.domain.rules.house.weekly_data import Kind
from bot.storage.record import audit
from tests.handlers.slack.people import at_home, in_form
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, GUEST, JONAS, LENA, Workplace

DANIEL = "U0DANIEL"


def opened(workplace: Workplace, user: str, kind: Kind) -> str:
    at_home(workplace, user, "desk_settings")
    in_form(workplace, user, f"setting_open_{kind}")
    return str(workplace.form(user)["blocks"])


def test_a_shift_entered_in_slack_says_who_is_on_duty(workplace: Workplace) -> None:
    assert "Nothing is entered." in opened(workplace, LENA, Kind.DUTY)
    answer = workplace.submit(LENA, team="desk", days="mon-sun", person=JONAS)
    assert not answer.get("errors")
    assert f"<@{JONAS}>" in str(workplace.form(LENA)["blocks"])
    with workplace.app.looking() as desk:
        assert desk.rules.duty_targets(desk.now, "desk")[0] == JONAS
        entries = audit.entries(session=desk.session, case_id=0)
        [entry] = [one for one in entries if one.verb == "house_data_changed"]
        assert (entry.actor_id, entry.details["kind"]) == (LENA, "duty")
        assert audit.verify(session=desk.session, case_id=0) == []


def test_the_page_of_the_desks_data_says_what_the_masks_do_not_hide(workplace: Workplace) -> None:
    at_home(workplace, LENA, "desk_settings")
    assert "Not hidden: names of people and postal addresses." in str(workplace.form(LENA))


def test_what_is_wrong_is_said_at_its_field(workplace: Workplace) -> None:
    opened(workplace, LENA, Kind.DUTY)
    errors = workplace.submit(LENA, team="desk", days="mun-fri", hours="9-5", person=JONAS)
    assert "no weekday" in errors["errors"]["days"]
    assert "span of hours" in errors["errors"]["hours"]


def test_only_somebody_with_a_role_is_put_on_duty(workplace: Workplace) -> None:
    for nobody in (GUEST, "U0NOBODY"):
        opened(workplace, LENA, Kind.DUTY)
        errors = workplace.submit(LENA, team="desk", person=nobody)["errors"]
        assert "nobody with a role" in errors["person"]
    with workplace.app.looking() as desk:
        assert desk.rules.data.duty == ()


@pytest.mark.parametrize(
    ("days", "stand_in", "field", "words"),
    [
        (401, "", "until", "within 400 days"),
        (-1, "", "until", "has passed"),
        (1, AMIRA, "stand_in", "Nobody stands in"),
        (1, GUEST, "stand_in", "Gil cannot have cases"),
    ],
)
def test_what_is_wrong_with_an_absence_is_said_at_its_field_and_the_form_stays(
    workplace: Workplace, days: int, stand_in: str, field: str, words: str
) -> None:
    opened(workplace, LENA, Kind.ABSENCES)
    until = int((clock.now() + timedelta(days=days)).timestamp())
    before = workplace.form(LENA)["id"]
    chosen = {"stand_in": stand_in} if stand_in else {}
    outcome = workplace.submit(LENA, person=AMIRA, until=until, **chosen)
    assert words in outcome["errors"][field]
    assert workplace.form(LENA)["id"] == before


def test_the_very_same_entry_again_is_said_in_the_form(workplace: Workplace) -> None:
    opened(workplace, LENA, Kind.MEMBERS)
    workplace.submit(LENA, team="desk", person=AMIRA)
    assert "entered already" in str(workplace.submit(LENA, team="desk", person=AMIRA)["errors"])


def test_who_wrote_in_private_alone_is_named_only_to_who_may_read_it(workplace: Workplace) -> None:
    word = workplace.post("I lost my job", surface=Surface.PRIVATE, conversation="talk-ana")
    case_id = workplace.take_in(word)
    public = workplace.complaint(author="ben")
    for number in (case_id, public):
        with workplace.app.desk() as desk:
            blocking.block(desk, case_id=number, reason="Insults", until=None, by=Actor.staff(LENA))
    shown = opened(workplace, LENA, Kind.BLOCKED)
    assert "@ana" in shown
    event(workplace, type="member_left_channel", user=LENA, channel="C0NBPRIVATE")
    shown = opened(workplace, LENA, Kind.BLOCKED)
    assert "Somebody who wrote in private" in shown
    assert "ana" not in shown
    assert "@ben" in shown


def test_an_entry_is_removed_with_a_button(workplace: Workplace) -> None:
    opened(workplace, LENA, Kind.MEMBERS)
    workplace.submit(LENA, team="harbour", person=AMIRA)
    with workplace.app.looking() as desk:
        assert desk.rules.data.teams_of(AMIRA) == ("harbour",)
    in_form(workplace, LENA, "setting_remove_1")
    assert "Nothing is entered." in str(workplace.form(LENA)["blocks"])
    with workplace.app.looking() as desk:
        assert desk.rules.data.teams_of(AMIRA) == ()


def test_a_closed_day_counts_for_new_clocks(workplace: Workplace) -> None:
    opened(workplace, DANIEL, Kind.CLOSED_DAYS)
    day = (clock.now() + timedelta(days=3)).date()
    assert not workplace.submit(
        DANIEL, calendar="standard", day=day.isoformat(), reason="Founders' day"
    ).get("errors")
    assert "Founders' day" in str(workplace.form(DANIEL)["blocks"])
    with workplace.app.looking() as desk:
        assert desk.rules.calendars["standard"].hours_on(day) == ()


def test_an_absence_of_a_colleague_is_entered_by_a_lead(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    opened(workplace, LENA, Kind.ABSENCES)
    until = int((clock.now() + timedelta(days=1)).timestamp())
    assert not workplace.submit(LENA, person=AMIRA, until=until).get("errors")
    workplace.send_all()
    assert workplace.buttons(case_id)[0] == "claim"


def test_who_may_only_look_gets_no_fields_and_no_buttons(workplace: Workplace) -> None:
    opened(workplace, LENA, Kind.MEMBERS)
    workplace.submit(LENA, team="desk", person=JONAS)
    shown = opened(workplace, AMIRA, Kind.MEMBERS)
    assert f"<@{JONAS}>" in shown
    assert "setting_remove" not in shown
    assert "users_select" not in shown


def test_a_role_taken_away_while_the_form_is_open_is_refused(workplace: Workplace) -> None:
    opened(workplace, LENA, Kind.MEMBERS)
    workplace.give(LENA, "agent")
    workplace.submit(LENA, team="desk", person=JONAS)
    assert "does not include this (edit teams)" in str(workplace.form(LENA)["blocks"])
    with workplace.app.looking() as desk:
        assert desk.rules.data.members == ()


def test_guests_see_no_settings(workplace: Workplace) -> None:
    workplace.complaint()
    view = workplace.slack()["homes"].get(GUEST, {})
    assert "desk_settings" not in str(view)


def test_every_kind_has_a_verb_of_roles_toml(workplace: Workplace) -> None:
    rules = workplace.app.rules
    assert all(rules.may(VERBS[kind], [Role.LEAD, Role.ADMIN]) for kind in Kind)


def test_the_button_of_one_kind_removes_no_entry_of_another(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    with workplace.app.desk() as desk:
        lena = Actor.staff(LENA)
        blocking.block(desk, case_id=case_id, reason="Insults", until=None, by=lena)
    by = Actor.staff(DANIEL)
    with pytest.raises(weekly_data.NotThere), workplace.app.desk() as desk:
        weekly_data.remove(desk, kind=Kind.CLOSED_DAYS, entry_id=1, by=by)
    with workplace.app.looking() as desk:
        assert len(desk.rules.data.blocked) == 1
