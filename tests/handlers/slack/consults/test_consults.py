"""*Ask a team…* in Slack: the form, the question in the team's channel, its answer, and the answer to the customer."""

from bot.desk.cases import merging
from bot.desk.house import weekly_data
from bot.domain.records.staff import Actor, Role
from bot.domain.rules.house.weekly_data import Kind, MemberRow
from tests.handlers.slack.answers.test_reply_drafts import begun
from tests.handlers.slack.heard import do
from tests.handlers.slack.people import home
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, TOM, Workplace

CARDS = "C0CARDS"
PRIYA = "U0PRIYA"
QUESTION = "Can the card be used *again* today?"


def ask(workplace: Workplace, case_id: int, **more: str) -> None:
    workplace.choose(AMIRA, case_id, "ask_team")
    workplace.submit(AMIRA, team="cards", question=QUESTION, **more)
    workplace.send_all()


def question(workplace: Workplace) -> dict[str, object]:
    [post] = [
        each
        for each in workplace.messages(CARDS)
        if each.get("thread_ts", each["ts"]) == each["ts"]
    ]
    return post


def press(workplace: Workplace, user: str, action_id: str, *, channel: str = CARDS) -> None:
    ts = question(workplace)["ts"]
    workplace.do("click", user=user, channel=channel, ts=ts, action_id=action_id)


def test_a_question_is_asked_answered_and_used_by_whoever_has_the_case(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    ask(workplace, case_id)
    post = str(question(workplace)["blocks"])
    assert QUESTION in post
    assert "declined" in post  # what the customer said
    assert "Asked <http" in str(workplace.headline(case_id)["blocks"])
    press(workplace, PRIYA, "consult_answer")
    workplace.submit(PRIYA, text="Yes, within the hour.")
    workplace.send_all()
    [answer] = [each for each in workplace.below(case_id) if "Yes, within" in str(each["blocks"])]
    assert f"<@{AMIRA}>" in answer["text"]
    assert "Answered by" in str(question(workplace)["blocks"])
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=answer["ts"], action_id="consult_use")
    assert begun(workplace, AMIRA) == "Yes, within the hour."


def test_a_reply_under_the_question_is_the_answer(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ask(workplace, case_id)
    ts = question(workplace)["ts"]
    do(workplace, "say", user=PRIYA, channel=CARDS, text="No, tomorrow.", thread_ts=ts)
    workplace.send_all()
    assert any("No, tomorrow." in str(each["blocks"]) for each in workplace.below(case_id))


def test_whoever_types_personal_data_under_the_question_is_asked_to_delete_it(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    ask(workplace, case_id)
    workplace.give(PRIYA, Role.AGENT)
    ts = question(workplace)["ts"]
    text = "Ring them on 07700 900142."
    do(workplace, "say", user=PRIYA, channel=CARDS, text=text, thread_ts=ts)
    [told] = [said for said in workplace.told(PRIYA) if "Please delete it in Slack" in said]
    assert "a phone number" in told
    assert "07700" not in told


def test_an_answer_is_used_in_the_case_that_took_its_case_over(workplace: Workplace) -> None:
    case_id, other = workplace.complaint(), workplace.complaint(author="bo")
    ask(workplace, case_id)
    press(workplace, PRIYA, "consult_answer")
    workplace.submit(PRIYA, text="Yes, within the hour.")
    workplace.send_all()
    [answer] = [each for each in workplace.below(case_id) if "Yes, within" in str(each["blocks"])]
    with workplace.app.desk() as desk:
        merging.merge(desk, case_id=case_id, into=other, by=Actor.staff(AMIRA))
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=answer["ts"], action_id="consult_use")
    assert begun(workplace, AMIRA) == "Yes, within the hour."


def test_somebody_without_a_role_answers_nothing_and_is_told(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ask(workplace, case_id)
    workplace.give(TOM)
    ts = question(workplace)["ts"]
    do(workplace, "say", user=TOM, channel=CARDS, text="No, tomorrow.", thread_ts=ts)
    workplace.send_all()
    assert "consult_answer" in str(question(workplace)["blocks"])
    assert any("not noted" in said for said in workplace.told(TOM))


def test_the_second_of_two_keeps_what_they_typed(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ask(workplace, case_id)
    press(workplace, PRIYA, "consult_answer")
    press(workplace, JONAS, "consult_answer")
    workplace.submit(PRIYA, text="Yes.")
    refused = workplace.submit(JONAS, text="No.")
    assert "Priya" in refused["errors"]["text"]


def test_not_for_us_goes_back_with_its_note(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ask(workplace, case_id)
    press(workplace, PRIYA, "consult_not_for_us")
    workplace.submit(PRIYA, note="Ask Payments.")
    workplace.send_all()
    assert "Ask Payments." in workplace.below(case_id)[-1]["text"]


def test_a_team_reads_at_home_what_it_is_asked(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ask(workplace, case_id)
    workplace.give(PRIYA, Role.AGENT)
    with workplace.app.desk() as desk:
        member = MemberRow(person=PRIYA, team="cards")
        weekly_data.add(desk, kind=Kind.MEMBERS, row=member, by=Actor.staff(PRIYA))
    shown = str(home(workplace, PRIYA))
    assert "Your team is asked" in shown
    assert f"C-{case_id}" in shown
    assert QUESTION not in shown
    assert "Your team is asked" not in str(home(workplace, JONAS))
