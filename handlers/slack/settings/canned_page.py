"""``/case replies``: the page of canned replies, searched; taken out and put in as TOML."""

import uuid
from collections import Counter
from functools import partial
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.desk import DeskError
from bot.desk.house import canned
from bot.desk.house.weekly_data import VERBS
from bot.domain.rules.house import weekly_toml
from bot.domain.rules.house.weekly_data import CannedRow, Kind
from bot.domain.rules.house.weekly_toml import TomlIsWrong
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import UnreadableValue
from bot.slack.views.home.canned_page import (
    ALL,
    CONTROLS,
    FIND,
    IMPORT_FORM,
    ONLY,
    PAGE,
    PUT_IN,
    TAKE_OUT,
    PageShown,
    import_form,
    page,
    read_import,
    read_page,
    taken_out,
)
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, Person, act, look, person_of
from handlers.slack.door.field_errors import AtField
from handlers.slack.door.opening import look_and_open, open_form, redraw
from handlers.slack.door.presses import sent_form, view_id_of

_EDITS = VERBS[Kind.CANNED]


def register(bolt: Bolt, app: App) -> None:
    """What can be done on the page, and its form."""

    @bolt.view(PAGE)
    def find(ack: Ack, body: dict[str, Any]) -> None:
        _, only = asked_in(body)
        sent = sent_form(body)
        see = partial(shown, query=sent.text(FIND), only=only)
        view = look(app, verb=Verb.SETTINGS, person=sent.person, see=see)
        ack(response_action="update", view=view)

    @bolt.action(ONLY)
    def narrow(ack: Ack, body: dict[str, Any]) -> None:
        query, _ = asked_in(body)
        chosen = (body["actions"][0].get("selected_option") or {}).get("value") or ALL
        _draw(app, body, query=query, only=str(chosen))
        ack()

    @bolt.action(TAKE_OUT)
    def take_out(ack: Ack, body: dict[str, Any]) -> None:
        query, only = asked_in(body)
        see = partial(_taken_out, query=query, only=only)
        look_and_open(app, body, verb=Verb.SETTINGS, see=see)
        ack()

    @bolt.action(PUT_IN)
    def put_in(ack: Ack, body: dict[str, Any]) -> None:
        key = str(uuid.uuid4())
        look_and_open(app, body, verb=_EDITS, see=lambda _: import_form(key=key))
        ack()

    @bolt.view(IMPORT_FORM)
    def loaded(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        try:
            key, rows = read_import(sent.metadata), weekly_toml.read(Kind.CANNED, sent.text("toml"))
        except TomlIsWrong as wrong:
            ack(response_action="errors", errors={"toml": "\n".join(wrong.faults)[:1000]})
            return
        except (ValueError, KeyError) as error:
            raise UnreadableValue from error
        told = act(
            app,
            verb=_EDITS,
            person=sent.person,
            key=f"form:{key}",
            do=lambda acting: _load(acting, [row for _, row in rows]),
        )
        notice = told or say("That was put in already.")
        view = look(app, verb=Verb.SETTINGS, person=sent.person, see=partial(shown, notice=notice))
        ack(response_action="update", view=view)


def open_replies(app: App, person: Person, *, trigger_id: str) -> None:
    """Show the page. Raises NotAllowed, FormDidNotOpen, FormMayBeOpen."""
    view = look(app, verb=Verb.SETTINGS, person=person, see=shown)
    open_form(app.slack, trigger_id=trigger_id, view=view)


def is_page(body: dict[str, Any]) -> bool:
    """Whether something was pressed on this page."""
    return (body.get("view") or {}).get("callback_id") == PAGE


def asked_in(body: dict[str, Any]) -> tuple[str, str]:
    """What stands in the page's search box and in its menu by now; as it was drawn, where that is not told."""
    view = body.get("view") or {}
    try:
        query, only = read_page(str(view.get("private_metadata") or ""))
    except (ValueError, KeyError):
        query, only = "", ALL
    entered = (view.get("state") or {}).get("values") or {}
    box = (entered.get(FIND) or {}).get(FIND)
    menu = (entered.get(CONTROLS) or {}).get(ONLY) or {}
    chosen = (menu.get("selected_option") or {}).get("value")
    return query if box is None else str(box.get("value") or ""), str(chosen or only)


def shown(acting: Acting, *, query: str = "", only: str = ALL, notice: str = "") -> Block:
    """The page as it stands, for this search."""
    desk = acting.desk
    found = canned.found(desk, query=query)
    counts = Counter(canned.stands(desk, row) for _, row in found)
    chosen = [each for each in found if only in (ALL, canned.stands(desk, each[1]))]
    return page(
        PageShown(
            rows=[(entry.pk, row) for entry, row in chosen],
            counts={**counts, ALL: len(found)},
            uses={entry.pk: entry.uses for entry, _ in chosen},
            today=desk.now.date(),
            query=query,
            only=only,
            may_edit=desk.rules.may(_EDITS, acting.roles),
            may_review=desk.rules.may(Verb.REVIEW_REPLIES, acting.roles),
            notice=notice,
        )
    )


def _draw(app: App, body: dict[str, Any], *, query: str, only: str) -> None:
    see = partial(shown, query=query, only=only)
    view = look(app, verb=Verb.SETTINGS, person=person_of(body), see=see)
    redraw(app, view_id=view_id_of(body), view=view)


def _taken_out(acting: Acting, *, query: str, only: str) -> Block:
    found = canned.found(acting.desk, query=query)
    rows = [row for _, row in found if only in (ALL, canned.stands(acting.desk, row))]
    return taken_out([weekly_toml.entry(Kind.CANNED, row) for row in rows])


def _load(acting: Acting, rows: list[Any]) -> str:
    """Raises AtField."""
    try:
        told = canned.load(acting.desk, rows=_canned(rows), by=acting.by)
    except DeskError as wrong:
        raise AtField({"toml": str(wrong)}) from wrong
    return say("{added} entered, {changed} changed, {same} as they were.", **told)


def _canned(rows: list[Any]) -> list[CannedRow]:
    return [row for row in rows if isinstance(row, CannedRow)]
