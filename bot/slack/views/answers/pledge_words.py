"""What an answer promised: offered in its preview, shown on the headline with what can be said of it, and told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.records.pledge import DEED_TITLE, Deed
from bot.domain.text.moments import as_read, moment
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.values import CaseValue, FormKey, MessageValue, PledgeValue, form_metadata
from bot.slack.views import parts
from bot.slack.views.around import PledgeShown
from bot.slack.views.models import CaseShown, EventShown
from bot.slack.views.parts import Block

REMIND, DUE = "remind", "due"  # the blocks of an offer, with its number
KEPT, MOVE, DROP = "pledge_kept", "pledge_move", "pledge_drop"
TAKE_DOWN = "pledge_take_down"
MOVE_FORM = "pledge_move"
_SHOWN = 3


@dataclass(frozen=True)
class PledgeOffered:
    """Something that the words of an answer promise. ``due_at``: in the zone of whoever sends it."""

    deed: Deed
    due_at: datetime


def offer_fields(offered: Sequence[PledgeOffered]) -> list[Block]:
    """A box for each, ticked, and when it is due, to be changed."""
    blocks: list[Block] = []
    for place, each in enumerate(offered[:_SHOWN]):
        words = say("Remind me: {what} by {when}", what=_what(each.deed), when=as_read(each.due_at))
        box = parts.option(words, f"{REMIND}:{place}:{each.deed}")
        boxes = {
            "type": "checkboxes",
            "action_id": REMIND,
            "options": [box],
            "initial_options": [box],
        }
        picker = {
            "type": "datetimepicker",
            "action_id": DUE,
            "initial_date_time": int(each.due_at.timestamp()),
        }
        blocks += [
            parts.input_block(
                say("Your answer promises something"),
                boxes,
                block_id=f"{REMIND}_{place}",
                hint=say("It stands on the headline until you say that it was kept."),
                optional=True,
            ),
            parts.input_block(say("By when?"), picker, block_id=f"{DUE}_{place}", optional=True),
        ]
    return blocks


def pledge_lines(case: CaseShown) -> list[Block]:
    """What is owed, the soonest first, each with the presses that say what became of it."""
    blocks: list[Block] = []
    for each in case.around.pledges[:_SHOWN]:
        about = str(PledgeValue(case.case_id, each.pledge_id))
        whole = str(CaseValue(case.case_id, case.version))
        buttons = [
            parts.button(say("Kept"), action_id=KEPT, value=about),
            parts.button(say("Move…"), action_id=MOVE, value=whole),
            parts.button(say("Drop…"), action_id=DROP, value=about, confirm=_sure()),
        ]
        blocks += [
            parts.section(parts.line(promised_words(each))),
            parts.actions(f"pledge-{each.pledge_id}-{case.version}", buttons),
        ]
    return blocks


def _sure() -> Block:
    told = say(
        "Nobody is reminded of it any more, and it counts as dropped, not as kept. The customer is told nothing."
    )
    return parts.confirm(say("Drop this promise?"), told, yes=say("Drop the promise"))


def promised_words(pledge: PledgeShown) -> str:
    """``🤝 Promised by Amira: call the customer by Today 17:00``, or since when that is owed."""
    who = f"<@{pledge.promised_by}>"
    what, when = _what(pledge.deed), moment(pledge.due_at)
    if pledge.is_broken:
        said = say(
            "🔴 Promised by {who}: *{what}*, owed since {when}", who=who, what=what, when=when
        )
    else:
        said = say("🤝 Promised by {who}: *{what}* by {when}", who=who, what=what, when=when)
    if pledge.holder in {"", pledge.promised_by}:
        return said
    return parts.apart(said, say("{who} sees to it", who=f"<@{pledge.holder}>"))


def move_form(case: CaseShown, *, key: FormKey, zone: ZoneInfo) -> Block:
    """Which of them, and to when. ``zone``: of whoever reads it, for Slack draws no moment in a list."""
    owed = case.around.pledges
    options = [
        parts.option(
            f"{_what(each.deed)} – {as_read(each.due_at.astimezone(zone))}", str(each.pledge_id)
        )
        for each in owed[:100]
    ]
    picker: Block = {"type": "datetimepicker", "action_id": "at"}
    if len(owed) == 1:
        picker["initial_date_time"] = int(owed[0].due_at.timestamp())
    chosen = {
        "type": "static_select",
        "action_id": "which",
        "options": options,
        "initial_option": options[0],
    }
    return parts.modal(
        callback_id=MOVE_FORM,
        title=say("Move a promise"),
        submit=say("Move"),
        metadata=form_metadata(key),
        blocks=[
            parts.input_block(say("What was promised?"), chosen, block_id="which"),
            parts.input_block(
                say("By when now?"),
                picker,
                block_id="at",
                hint=say(
                    "In your own time zone. Tell the customer too: nothing is sent by itself."
                ),
            ),
        ],
    )


def nothing_to_move(case: CaseShown) -> Block:
    """The form where somebody was quicker."""
    words = say("Nothing is owed there any more: somebody has said what became of it.")
    return parts.modal(
        callback_id="pledge_none", title=case.reference, blocks=[parts.section(words)]
    )


def _soon(shown: EventShown) -> str:
    return say("⏰ Promised in {case}: *{what}* by {when}.", **_about(shown))


def _broken(shown: EventShown) -> str:
    said = say(
        "🔴 Promised in {case}, and not said to be kept: *{what}* by {when}.", **_about(shown)
    )
    return f"{said} {say('{who} sees to it.', who=_person(shown, 'owner'))}"


def _passed(shown: EventShown) -> str:
    return say(
        "{who} saw to a promise in {case}: *{what}* by {when}. It is with {to} now.",
        who=_person(shown, "from_person"),
        to=_person(shown, "owner"),
        **_about(shown),
    )


def _offered(shown: EventShown) -> str:
    said = say("That answer promises something: *{what}* by {when}.", **_about(shown))
    if shown.is_taken_down:
        return f"{said} {say('Whoever sees to it is reminded.')}"
    return f"{said} {say('Whoever sees to it can be reminded.')}"


def _about(shown: EventShown) -> dict[str, str]:
    return {
        "case": case_reference(shown.case_id),
        "what": parts.safe(say(str(shown.details.get("title") or DEED_TITLE[Deed.ANSWER]))),
        "when": moment(datetime.fromisoformat(str(shown.details["until"]))),
    }


def _person(shown: EventShown, key: str) -> str:
    who = shown.details.get("owner" if key == "owner" else "from_person") or ""
    return f"<@{who}>" if who else say("nobody")


def after_pledge(shown: EventShown) -> list[Block]:
    """Under what an answer in the platform's own app promises: the press that takes it down, until it is."""
    if shown.template != "pledge_offered" or shown.is_taken_down:
        return []
    message_id = int(shown.details.get("message_id") or 0)
    button = parts.button(
        say("Remind me"), action_id=TAKE_DOWN, value=str(MessageValue(message_id))
    )
    return [parts.actions(f"pledge-of-{message_id}", [button])]


def _what(deed: Deed | None) -> str:
    return say(DEED_TITLE[deed]) if deed else say("something, in private")


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "pledge_soon": _soon,
    "pledge_broken": _broken,
    "pledge_passed": _passed,
    "pledge_offered": _offered,
}
