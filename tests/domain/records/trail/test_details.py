"""What entries of the trail say is stored as it always was, and old entries are read."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.records.answers.reply import Purpose
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import CLASS_OF, GaveBack, Opened, Reopen
from bot.domain.records.trail.of_answers import AnswerFollowed, AnswerLookedUp
from bot.domain.records.trail.verbs import Trail

AT = "2026-11-21T09:30:00+00:00"
LATER = "2026-11-21T09:31:07.000123+00:00"
WORD = {"metric": "", "at": AT, "message": 7, "surface": "private"}
WAIT = {"metric": "first_response", "at": AT, "message": 7, "surface": "public"}
NOTHING = {"metric": "private_window", "at": None, "message": None, "surface": "public"}
RUNS = {"name": "dispute", "metric": "regulatory", "at": AT, "message": None, "surface": "public"}
DEADLINE = {
    "name": "dispute",
    "preset": "a" * 64,
    "calendar": "b" * 64,
    "at": AT,
    "rests": [[AT, LATER, "with_customer"]],
    "paused_at": None,
    "flagged": ["warning", "150%"],
}
PUBLISHED = {"at": AT, "seen_until": LATER, "purpose": "asks", "surface": "public"}
RECORDED = {"preset": "psd2", "version": "c" * 64, "received_at": AT}

STORED: dict[Trail, dict[str, Any]] = {
    Trail.OPENED: {
        "message": 7,
        "route": "r",
        "previous": None,
        "has_clock": True,
        "priority": "normal",
        "thanks": True,
    },
    Trail.WROTE: {"message": 8, "thanks": True, "begins": True},
    Trail.MESSAGE_REMOVED: {"message": 8, "revision": 2},
    Trail.PRIORITY: {"from": "normal", "to": "high", "because": ["“fraud”"]},
    Trail.SIGNAL: {"signal": "fraud_now", "phrase": "stolen", "message": 8, "surface": "private"},
    Trail.SIGNAL_TAKEN_BACK: {"signals": ["fraud_now", "threat"]},
    Trail.TOPIC: {"topic": "fees", "suggested": "cash", "before": ""},
    Trail.HAND_OVER: {
        "handover": 3,
        "from": "U0AMIRA",
        "to": "",
        "from_team": None,
        "to_team": "cards",
    },
    Trail.REPLY_PUBLISHED: {"reply": 4, "reference": "1790", "text_sha256": "d" * 64},
    Trail.REPLY_TAKEN_OVER: {"from": "U0AMIRA", "began_in": 12},
    Trail.DRAFT_TAKEN_OVER: {"from": "U0AMIRA"},
    Trail.ANSWERED_ELSEWHERE: {"message": 9, "by_hand": True},
    Trail.ANSWER_WAS: {"message": 9, "purpose": "holding"},
    Trail.ANSWER_OWED: {"message": 9, "waits": 7, "surface": "private"},
    Trail.ANSWER_LEFT: {"message": 9},
    Trail.ANSWER_LOOKED_UP: {"message": 9, "found": "found", "recorded": AT},
    Trail.ANSWER_FOLLOWED: {"reply": 4, "from": 12, **PUBLISHED},
    Trail.CHAT_INVITED: {"invitation": 5, "route": "direct", "reply": 4},
    Trail.CHAT_ENTERED: {"invitation": 5, "session": 6, "how": "code", "again": True},
    Trail.CHAT_RATED: {"invitation": 5, "solved": False, "stars": 2},
    Trail.CHAT_NEVER_CAME: {"invitation": 5, "route": "public"},
    Trail.APPROVAL_ASKED: {"surface": "private"},
    Trail.APPROVAL_DECIDED: {"surface": "private"},
    Trail.RESOLVED: {"outcome": "fixed", "unanswered": True},
    Trail.NOT_ACTIONABLE: {"outcome": "spam"},
    Trail.COMPLAINT_MARKED: RECORDED,
    Trail.COMPLAINT_WITHDRAWN: RECORDED,
    Trail.COMPLAINT_RECORDED: {**RECORDED, "event": "final_response"},
    Trail.CLOCKS_SUPERSEDED: {
        "policy": "e" * 64,
        "by_rule": False,
        "clocks": [{"metric": "claimed", "old": 1, "new": None}],
    },
    Trail.RULES_IN_FORCE: {
        "policy": "e" * 64,
        "calendars": {"standard": "b" * 64},
        "teams": {"": "standard"},
        "presets": {},
        "regulatory_calendars": {},
        "closed_days": {"standard": ["2026-11-17"]},
    },
    Trail.REOPEN: {"reopened_at": LATER, "unheard": WORD},
    Trail.RESOLVED: {"outcome": "explained", "unanswered": True},
    Trail.DIGEST: {
        "digest": "daily",
        "period": "2026-11-17",
        "to": "C0DIGESTS",
        "since": AT,
        "misses": [4],
    },
    Trail.REPLY_POST_PUBLISHED: {
        "reply": 4,
        "reference": "190",
        "part": 2,
        "parts": 3,
        "at": AT,
        "message": 9,
    },
    Trail.MERGED: {"into": 12},
    Trail.TOOK_OVER: {
        "from": 12,
        "waits": [WAIT],
        "deadlines": [DEADLINE],
        "marks": [["psd2", "c" * 64]],
        "private": None,
    },
    Trail.UNMERGED: {"from": 12, "merged_at": LATER, "published": [PUBLISHED]},
    Trail.GAVE_BACK: {
        "case": 12,
        "merged_at": LATER,
        "starts": [NOTHING, RUNS],
        "deadlines": [{"name": "dispute", "at": AT}],
        "marks": ["psd2"],
    },
    Trail.SPLIT: {"into": 12, "messages": [7, 8], "starts": [NOTHING]},
}


def test_every_kind_of_details_is_here() -> None:
    assert set(STORED) == set(CLASS_OF)


@pytest.mark.parametrize("verb", STORED)
def test_an_entry_is_stored_as_it_was_read_to_the_letter(verb: Trail) -> None:
    told = CLASS_OF[verb].read(STORED[verb])
    assert list(told.stored().items()) == list(STORED[verb].items())


def test_what_older_rows_lack_has_a_default_and_what_is_unknown_is_passed_over() -> None:
    assert GaveBack.read({"starts": []}).merged_at is None
    assert Reopen.read({}) == Reopen()
    assert AnswerLookedUp.read({"message": 9, "found": "found"}).recorded is None
    assert Opened.read({"message": 7, "once": "known"}).message == 7


def test_times_keep_their_own_spelling() -> None:
    at = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    told = AnswerFollowed(at=at, seen_until=at, purpose=Purpose.ANSWERS, surface="public")
    assert told.stored()["at"] == AT


@pytest.mark.parametrize(
    "actor",
    [Actor.staff("U0AMIRA"), Actor.customer(32), Actor.platform("x"), Actor.operator("A: B")],
    ids=str,
)
def test_an_actor_is_read_from_what_was_stored(actor: Actor) -> None:
    assert Actor.parse(str(actor)) == actor
    assert Actor.parse("system") == Actor.system()
