"""Every code that Slack documents, through the real client: what it holds, and that nothing is lost."""

import pytest

from bot.outbox.keys import WORKSPACE_BRAKE
from bot.outbox.outcome import Held, Outcome, Receipt, Refused, TryLater, Uncertain
from bot.sandbox.server import build, create_app
from bot.sandbox.slack.errors import DOCUMENTED
from bot.slack.api.answers import ANSWERS, About, meaning_of
from bot.slack.api.client import web_client
from bot.slack.api.outcomes import Stopped, asked, held_by
from tests.sandbox.serving import site

CHANNEL = "C0NORTHBANK"


def kind_of(outcome: Outcome) -> tuple[str, Held | None]:
    """What is held, in one word, and what an alarm would name."""
    match outcome:
        case Refused():
            return "refused", None
        case TryLater() as later:
            braked = later.brake == WORKSPACE_BRAKE
            held = "all" if braked else "thread" if later.this_alone else "lane"
            return held, held_by(later.reason)
        case Uncertain():
            return "looked for", None
        case Receipt():
            return "sent", None


EXPECTED = {
    About.MESSAGE: ("refused", None),
    About.THREAD: ("thread", Held.THREAD),
    About.CHANNEL: ("lane", Held.LANE),
    About.WORKSPACE: ("all", Held.ALL),
    About.PASSING: ("thread", Held.SHORTLY),
    About.SLOW_DOWN: ("all", None),
    About.MAYBE_DONE: ("looked for", None),
    About.UNKNOWN: ("thread", Held.THREAD),
}
NEVER_FINAL = {
    "access_denied",
    "accesslimited",
    "enterprise_is_restricted",
    "external_channel_migrating",
    "fatal_error",
    "is_archived",
    "missing_scope",
    "restricted_action_thread_locked",
    "team_added_to_org",
    "token_revoked",
    "update_failed",
}


def test_every_documented_code_is_in_the_table_once() -> None:
    assert set(ANSWERS) - DOCUMENTED == {"private_channel_open"}  # our own door's
    assert {code for code in DOCUMENTED if meaning_of(code).about is About.UNKNOWN} == set()


def test_every_documented_code_holds_what_it_is_about() -> None:
    sandbox = build(folder=None, bot_url="http://127.0.0.1:9")
    with site() as served:
        served.app = create_app(sandbox.world)
        client = web_client(token="xoxb-sandbox", base_url=f"{served.address}/slack/api/")
        ended = {}
        for code in sorted(DOCUMENTED):
            sandbox.faults.add(platform="slack", operation="chat.postMessage", kind=code)
            with pytest.raises(Stopped) as stopped:
                asked(lambda: client.chat_postMessage(channel=CHANNEL, text="x"))
            ended[code] = kind_of(stopped.value.outcome)
        sandbox.world.close()
    assert ended == {code: EXPECTED[meaning_of(code).about] for code in DOCUMENTED}
    assert {code for code in NEVER_FINAL if ended[code][0] == "refused"} == set()


@pytest.mark.parametrize(
    ("code", "about"),
    [("a_code_of_next_year", About.UNKNOWN), ("restricted_action_of_next_year", About.CHANNEL)],
)
def test_a_code_that_is_not_in_the_table_waits_and_is_told(code: str, about: About) -> None:
    assert meaning_of(code).about is about
    assert EXPECTED[about][1] is not None
