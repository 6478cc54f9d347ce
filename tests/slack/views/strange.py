"""Cases to draw views from: an ordinary one, and the longest and strangest input there can be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.records.cases.case import CaseState
from bot.slack.views.around import CaseAround, TopicShown
from bot.slack.views.models import AboveShown, CaseShown, ClockShown, ClosureShown, PostShown

NOON = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
PINGS = "<!channel> <!here> <@U0AMIRA> <#C0DUTY|x> @here @channel #duty <https://evil.example|hi>"
STRANGE = {
    "nothing": "",
    "blank": " \n\t ",
    "null": "a\x00b\x1b[31m\x7f",
    "pings": PINGS,
    "markup": "*bold* _it_ ~no~ `code` ```block``` > quote :smile: & &amp; &lt;!channel&gt;",
    "right to left": "مرحبا \u202e\u2066 البنك لا يرد " * 40,
    "emoji": "👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈🇬🇧" * 400,
    "one word": "x" * 25_000,
    "long": (PINGS + " why does nobody answer me? ") * 250,
    "marks": "e" + "\u0301" * 9_000,
}


def case(**changes: Any) -> CaseShown:
    """An ordinary new case on X."""
    ordinary = CaseShown(
        case_id=1042,
        version=3,
        channel_title="X",
        account_name="@NorthbankHelp",
        author="Ana Ruiz (@anar)",
        state=CaseState.NEW,
        state_since=NOON,
        post=PostShown("My card was declined", NOON, "https://x.example/anar/status/1"),
        opened_at=NOON,
        clocks=(
            ClockShown("claimed", NOON, NOON + timedelta(minutes=15)),
            ClockShown("first_response", NOON, NOON + timedelta(hours=1)),
        ),
        thread_link="https://northbank.example/archives/C1/p1",
    )
    return replace(ordinary, **changes)


def strange_case(text: str, *, state: CaseState = CaseState.NEW, owner: str = "") -> CaseShown:
    """The same text everywhere a stranger's words can stand."""
    return case(
        author=text,
        account_name=text,
        channel_title=text or "X",
        priority=text,
        state=state,
        owner=owner,
        post=PostShown(
            text,
            NOON,
            "https://x.example/" + text.replace(" ", "%20"),
            edited_at=NOON,
            attachments=4,
            findings=("card",),
            above=AboveShown(text, text, "https://x.example/" + text.replace(" ", "%20")),
            found_by=text,
        ),
        closure=ClosureShown("resolved", text, NOON, "U0AMIRA", text),
        later_posts=60,
        previous_case_id=7,
        answerable=False,
        around=CaseAround(topic=TopicShown("fees", text, likely=("fees", "cash", text))),
    )
