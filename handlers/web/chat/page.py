"""The page as HTML: all of it in one answer, so that it can be read before, and without, its script."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from string import Template

from bot.desk.chat.refusals import LONGEST_WORD
from bot.desk.chat.talk import Word
from bot.domain.rules.chat_rules import FileRules
from bot.language import is_right_to_left, say, say_count
from handlers.web.chat.assets import Assets
from handlers.web.chat.files.drawn import file_parts, script_words, sent_file
from handlers.web.chat.login_page import login_words
from handlers.web.chat.markup import Html, filled, joined
from handlers.web.chat.shown import DOOR, ENDED, Shown, by_whom, iso

_WORD = Template(
    '<li class="$side" data-number="$number"><span class="$by">$who</span>'
    '$text<span class="when">$when$mark</span></li>'
)
_TEXT = Template('<p class="text" dir="auto">$text</p>')
_MARK = Template(' · <span class="mark">$told</span>')
_TIME = Template('<time datetime="$iso" translate="no">$told</time>')
_LOGO = Template('<img src="$address" alt="">')
_ITEM = Template("<li>$text</li>")
_CHOICE = Template('<label><input type="radio" name="$name" value="$value">$told</label>')
_RATING = Template(
    '<form method="post" action="/chat/rate" class="rate"><input type="hidden" name="csrf" value="$csrf">'
    "<fieldset><legend>$solved</legend>$solved_choices</fieldset>"
    "<fieldset><legend>$stars</legend>$stars_choices</fieldset>"
    '<button class="strong">$send</button></form>'
)
_THANKS = Template("<p>$text</p>")
_CUT = Template('<li data-number="0"><p class="hint">$told</p></li>')
_MOST_STARS = 5
DRAWN = 200  # words: what is older stands in the transcript


@dataclass(frozen=True)
class Brand:
    """How the bank shows itself, in the language being spoken."""

    name: str
    never: Sequence[str]  # what it will never ask for


@dataclass(frozen=True)
class Said:
    """What this one answer says beside the chat itself."""

    problem: str = ""
    draft: str = ""
    code: str = ""
    code_until: datetime | None = None


def drawn(
    assets: Assets,
    *,
    brand: Brand,
    files: FileRules,
    language: str,
    shown: Shown | None,
    word: str,
    way_to_login: str = "",
    said: Said,
) -> Html:
    """The whole page, in the language being spoken."""
    view = shown.view if shown else DOOR
    key = secrets.token_urlsafe(16)
    return filled(
        assets.page,
        language=language,
        direction="rtl" if is_right_to_left() else "ltr",
        title=say("Chat with {brand}", brand=brand.name),
        css=assets.css.address,
        js=assets.js.address,
        icon=assets.icon.address,
        logo=filled(_LOGO, address=assets.logo.address) if assets.logo else Html(""),
        brand=brand.name,
        view=view,
        csrf=word,
        key=key,
        problem=said.problem,
        draft=said.draft,
        longest=str(LONGEST_WORD),
        words=json.dumps({**_script_words(), **script_words(files)}, ensure_ascii=False),
        **file_parts(files, csrf=word, key=key),
        **_door_words(brand),
        **_code_words(said),
        **login_words(shown, way_to_login),
        **_talk_words(shown, brand),
        **_ended_words(shown, word),
    )


def _door_words(brand: Brand) -> dict[str, str]:
    return {
        "skip": say("Skip to the chat"),
        "door_title": say("Go on in private"),
        "door_words": say(
            "Here only you and our staff can read what is said. Press the button when you are ready."
        ),
        "never": joined([filled(_ITEM, text=each) for each in brand.never]),
        "paste_label": say("The link from our message"),
        "paste_hint": say("Copy the whole link from our message and paste it here."),
        "enter_word": say("Begin the chat"),
        "look_again": say("Look for new messages"),
        "zone_hint": say("Times are UTC."),
    }


def _code_words(said: Said) -> dict[str, str]:
    until = say("Good until {time}.", time="{time}") if said.code_until else ""
    return {
        "code_title": say("Show us that it is you"),
        "code_words": say(
            "Press the button for a code of six characters. Send it to us from the account you wrote "
            "to us with, as a private message or as a reply. This page then opens by itself."
        ),
        "code": said.code,
        "code_until": _with_time(until, said.code_until),
        "code_warning": say(
            "Send only a code from a page that you opened yourself. If somebody gave you a code, "
            "do not send it."
        ),
        "code_button": say("Show me another code") if said.code else say("Show me a code"),
    }


def _talk_words(shown: Shown | None, brand: Brand) -> dict[str, str]:
    words = shown.words[-DRAWN:] if shown else ()
    cut = []
    if shown and len(shown.words) > DRAWN:
        told = say("What was said earlier stands in the transcript, which you can save.")
        cut = [filled(_CUT, told=told)]
    never = brand.never[0] if brand.never else ""
    state = shown.state if shown else None
    return {
        "talk": f"{shown.visitor.invitation_id}" if shown else "",
        "last": str(words[-1].number if words else 0),
        "with": shown.with_whom if shown else say("A private chat"),
        "promise": _with_time(shown.promise, shown.opens_at) if shown else "",
        "earlier": shown.earlier if shown else "",
        "writing": shown.writing if shown else "",
        "code_trouble": state.code_trouble if state else "",
        "list": joined([*cut, *(_item(word) for word in words)]),
        "talk_title": say("What was said"),
        "box_label": say("Your message"),
        "box_hint": never,
        "send_word": say("Send"),
        "end_word": say("End chat"),
        "end_question": say(
            "End this chat? What was said stays with us; you can write no more here."
        ),
        "end_yes": say("Yes, end it"),
    }


def _ended_words(shown: Shown | None, csrf: str) -> dict[str, str]:
    may_rate = shown is not None and shown.view == ENDED and shown.visitor.is_unlocked
    rating = Html("")
    if shown and may_rate and shown.state.is_rated:
        rating = filled(_THANKS, text=say("Thank you for telling us how it was."))
    elif may_rate:
        rating = _rating(csrf)
    return {
        "ended_title": say("This chat has ended"),
        "ended_words": say("If you need us again, write to us where you first did."),
        "rating": rating,
    }


def _rating(csrf: str) -> Html:
    solved = [("yes", say("Yes")), ("no", say("No"))]
    stars = [
        (str(count), say_count(count, "{count} star", "{count} stars"))
        for count in range(1, _MOST_STARS + 1)
    ]
    return filled(
        _RATING,
        csrf=csrf,
        solved=say("Was it solved?"),
        solved_choices=_choices("solved", solved),
        stars=say("How was it?"),
        stars_choices=_choices("stars", stars),
        send=say("Tell us"),
    )


def _choices(name: str, offered: Sequence[tuple[str, str]]) -> Html:
    return joined([filled(_CHOICE, name=name, value=value, told=told) for value, told in offered])


def _item(word: Word) -> Html:
    mine = word.is_customer
    return filled(
        _WORD,
        side="mine" if mine else "theirs",
        number=str(word.number),
        by="by unseen" if mine else "by",
        who=by_whom(word),
        text=sent_file(word) or filled(_TEXT, text=word.text),
        when=_time(word.at),
        mark=filled(_MARK, told=say("Seen") if word.seen else say("Sent")) if mine else "",
    )


def _time(moment: datetime) -> Html:
    told = f"{moment.astimezone(UTC):%H:%M}"
    return filled(_TIME, iso=iso(moment), told=told)


def _with_time(sentence: str, moment: datetime | None) -> Html:
    """The sentence with the moment where it says ``{time}``; the page's script tells it in local time."""
    if moment is None:
        return filled(Template("$text"), text=sentence)
    before, _, after = sentence.partition("{time}")
    told = f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    time = filled(_TIME, iso=iso(moment), told=told)
    return filled(Template("$before$time$after"), before=before, time=time, after=after)


def _script_words() -> dict[str, str]:
    return {
        "you": say("You"),
        "sending": say("Sending…"),
        "sent": say("Sent"),
        "seen": say("Seen"),
        "waiting": say("Waiting for a connection"),
        "lost": say("No connection. What you write is kept and sent by itself."),
        "refused": say("That could not be sent."),
        "card": say("We hid a card number. Please never send one."),
        "until": say("Good until {time}.", time="{time}"),
        "another": say("Show me another code"),
        "paste": say("Open the link from our message again, or paste it here."),
    }
