"""What counts as a pledge and when it falls due: the wall of the desk, its hours, and six languages."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.pledges.finding import MOST, pledges_in
from bot.domain.pledges.when import Clock, EndOf, On, Unit, When, Within, moment_of
from tests.domain.calendars import at, calendar

SAID = at("2026-11-18 10:20")  # a Wednesday
LONDON = calendar()
RIYADH = calendar(
    {day: ["08:00-16:00"] for day in ("sunday", "monday", "tuesday", "wednesday", "thursday")},
    zone="Asia/Riyadh",
)
ALWAYS = BusinessCalendar(name="always", time_zone="Europe/London", always_open=True)


def found(text: str, *, said: datetime = SAID, desk: BusinessCalendar = LONDON) -> list[str]:
    """``call 18 17:00``: the deed, and the day and hour on the desk's wall."""
    return [
        f"{due.deed} {due.at.astimezone(desk.zone):%d %H:%M}"
        for due in pledges_in(text, said_at=said, calendar=desk)
    ]


@pytest.mark.parametrize(
    ("text", "is_due"),
    [
        ("We'll call you by 5 pm.", "call 18 17:00"),
        ("We will call you by five.", "call 18 17:00"),
        ("I’ll ring you back before 17:30 today", "call 18 17:30"),
        ("Our complaints team will call you tomorrow by noon.", "call 19 12:00"),
        ("We'll call you by 9am", "call 19 09:00"),
        ("We look into it and will call you within two hours.", "call 18 12:20"),
        ("We will reply within two working days.", "answer 20 17:00"),
        ("We aim to get back to you within 1-2 business days", "answer 20 17:00"),
        ("I will get back to you in the next hour.", "answer 18 11:20"),
        ("We'll update you within 48 hours", "update 20 10:20"),
        ("We'll update you within 8 working hours", "update 19 10:20"),
        ("We will let you know by end of day", "update 18 17:00"),
        ("You'll hear from us by the end of the week.", "contact 20 17:00"),
        ("You will hear back from Amira by close of business on Friday.", "contact 20 17:00"),
        ("We'll be in touch on Monday", "contact 23 17:00"),
        ("Your refund will be processed by 25 November", "settle 25 17:00"),
        ("We will refund the fee by the end of the month", "settle 30 17:00"),
        ("A new card will arrive within 5 working days.", "send 25 17:00"),
        ("Within two hours we will email you the form", "write 18 12:20"),
        ("I will send you a message this afternoon", "write 18 17:00"),
        ("We'll call you between 3 and 5 pm tomorrow", "call 19 17:00"),
        ("Within 3 days our manager will call you back", "call 21 10:20"),
        ("We will have an answer for you by Tuesday at 3pm", "answer 24 15:00"),
    ],
)
def test_english(text: str, is_due: str) -> None:
    assert found(text) == [is_due]


@pytest.mark.parametrize(
    ("text", "is_due"),
    [
        ("سنتصل بك قبل الخامسة", "call 18 17:00"),
        ("سنتصل بكم قبل الساعة الخامسة مساءً.", "call 18 17:00"),
        ("سوف نتصل بك غدًا قبل الساعة ١١ صباحًا", "call 19 11:00"),
        ("سنرد عليك خلال يومي عمل", "answer 22 16:00"),
        ("سيتم التواصل معكم خلال ٢٤ ساعة", "contact 19 10:20"),
        ("سنتواصل معك خلال ساعتين", "contact 18 12:20"),
        ("سنوافيك بالمستجدات قبل نهاية الأسبوع", "update 19 16:00"),
        ("سيتصل بك فريقنا يوم الأحد", "call 22 16:00"),
        ("سنعالج الأمر خلال ثلاثة أيام عمل", "settle 23 16:00"),
        ("سنرسل لك الكشف اليوم", "send 18 16:00"),
        ("هنتصل بيك بكرة الساعة ٣ العصر", "call 19 15:00"),
        ("سنرد عليكم في نهاية الدوام", "answer 18 16:00"),
        ("سأتصل بك خلال ساعة", "call 18 11:20"),
    ],
)
def test_arabic_at_a_desk_in_riyadh(text: str, is_due: str) -> None:
    assert found(text, said=at("2026-11-18 10:20", "Asia/Riyadh"), desk=RIYADH) == [is_due]


@pytest.mark.parametrize(
    ("text", "is_due"),
    [
        ("Nous vous rappellerons avant 17h.", "call 18 17:00"),
        ("Nous vous répondrons sous 2 jours ouvrés", "answer 20 17:00"),
        ("Je vous rappellerai demain matin", "call 19 12:00"),
        ("Vous recevrez une réponse d'ici la fin de la semaine", "answer 20 17:00"),
        ("Le llamaremos antes de las 17:00", "call 18 17:00"),
        ("Le responderemos en 2 días hábiles", "answer 20 17:00"),
        ("Nos pondremos en contacto mañana", "contact 19 17:00"),
        ("Wir rufen Sie bis 17 Uhr an.", "call 18 17:00"),
        ("Wir melden uns innerhalb von zwei Werktagen", "contact 20 17:00"),
        ("Wir werden Sie morgen anrufen.", "call 19 17:00"),
        ("Sie erhalten spätestens am Freitag eine Antwort: wir melden uns", "contact 20 17:00"),
        ("Ligaremos até às 17h", "call 18 17:00"),
        ("Responderemos em 2 dias úteis", "answer 20 17:00"),
        ("Entraremos em contacto amanhã", "contact 19 17:00"),
    ],
)
def test_the_other_languages_of_the_gate(text: str, is_due: str) -> None:
    assert is_due in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please call us by 5 pm.",
        "Could you send us a message within two days?",
        "We will call you shortly.",
        "We can't promise that we'll call you by 5 pm.",
        "We will not call you by phone; our lines are open until 8 pm.",
        "Our branch opens tomorrow at 9 am.",
        "We're sorry that you waited for two days.",
        "The app was down within 5 minutes of the update.",
        "Call 0800 111 222 and we will help you.",
        "لا نستطيع أن نعد بأننا سنتصل بك قبل الخامسة",
        "يرجى الاتصال بنا قبل الساعة الخامسة",
        "Veuillez nous appeler avant 17h.",
        "Bitte rufen Sie uns bis 17 Uhr an",
        "",
    ],
)
def test_what_is_none(text: str) -> None:
    assert found(text) == []


def test_two_pledges_each_with_its_own_time() -> None:
    text = "We'll call you today by 4 pm and we will email you the form within two working days."
    assert found(text) == ["call 18 16:00", "write 20 17:00"]


def test_the_same_said_twice_is_one() -> None:
    assert found("We'll call you by 5 pm. Yes, we will call you by 5 pm!") == ["call 18 17:00"]


def test_a_holiday_is_no_working_day() -> None:
    closed = calendar(days={"2026-11-19": []})
    assert found("We will reply within two working days", desk=closed) == ["answer 23 17:00"]


def test_today_after_the_desk_has_shut_lasts_until_midnight() -> None:
    late = at("2026-11-18 18:00")
    assert found("We'll call you today", said=late) == ["call 18 23:59"]
    assert found("We'll call you today by 5 pm", said=late) == []


def test_a_desk_that_never_shuts() -> None:
    assert found("We'll reply by end of day", desk=ALWAYS) == ["answer 18 23:59"]
    assert found("We'll reply by the end of the week", desk=ALWAYS) == ["answer 22 23:59"]
    assert found("We'll reply within two working days", desk=ALWAYS) == ["answer 20 23:59"]


def test_a_day_on_the_wall_when_summer_time_begins() -> None:
    saturday = at("2026-03-28 10:00")
    assert found("We'll call you within one day", said=saturday) == ["call 29 10:00"]


def test_hostile_length_is_read_in_time() -> None:
    for text in ("we will call you " * 6_000, "by 5 pm " * 12_000, "a" * 100_000, "1:" * 50_000):
        assert len(found(text)) <= MOST


_CLOCKS = st.builds(Clock, st.integers(0, 23), st.integers(0, 59), st.booleans())
_WHENS: st.SearchStrategy[When] = st.one_of(
    st.builds(Within, st.integers(-1, 999), st.sampled_from(Unit), st.booleans()),
    st.builds(
        On,
        days=st.none() | st.integers(0, 9),
        weekday=st.none() | st.integers(0, 6),
        end_of=st.none() | st.sampled_from(EndOf),
        month=st.none() | st.integers(0, 13),
        day=st.none() | st.integers(0, 32),
        clock=st.none() | _CLOCKS,
    ),
)
_MOMENTS = st.integers(-1_000_000, 100_000_000).map(lambda s: SAID + timedelta(seconds=s))


@given(when=_WHENS, said=_MOMENTS, desk=st.sampled_from([LONDON, RIYADH, ALWAYS]))
def test_whatever_is_said_lies_ahead_within_a_year(
    when: When, said: datetime, desk: BusinessCalendar
) -> None:
    due = moment_of(when, said_at=said, calendar=desk)
    if due is not None:
        assert said < due <= said + timedelta(days=366)
        assert due.microsecond == 0
        assert due.utcoffset() == timedelta()


@given(said=_MOMENTS, days=st.integers(1, 20), desk=st.sampled_from([LONDON, RIYADH]))
def test_working_days_end_when_the_desk_shuts_on_one(
    said: datetime, days: int, desk: BusinessCalendar
) -> None:
    due = moment_of(Within(days, Unit.DAY, working=True), said_at=said, calendar=desk)
    assert due is not None
    assert desk.is_open(due - timedelta(seconds=1))
    assert not desk.is_open(due)
    more = moment_of(Within(days + 1, Unit.DAY, working=True), said_at=said, calendar=desk)
    assert more is not None
    assert more > due


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert len(pledges_in(text, said_at=SAID, calendar=LONDON)) <= MOST
