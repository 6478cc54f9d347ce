"""*About the customer…*: what they wrote before from all their accounts, what became of it, notes about them."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import case_access, private_words
from bot.desk.cases import customer_notes, linking, same_person
from bot.domain.records.cases.account_link import AccountLink
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.author import Author
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.names import Names
from bot.slack.api.values import CaseValue, CustomerValue, FormKey
from bot.slack.shown.lists import Lists
from bot.slack.views.cases.customer_card import (
    ANSWERS_MOST,
    CASES_MOST,
    NOT_THEIRS,
    NOTE,
    NOTE_BACK,
    SAME_PERSON,
    AboutShown,
    AccountShown,
    AnswerShown,
    CustomerShown,
    customer_card,
)
from bot.slack.views.cases.customer_forms import (
    NOTE_FORM,
    SAME_CONFIRMED,
    SAME_FORM,
    note_form,
    same_confirmation,
    same_form,
)
from bot.slack.views.parts import Block
from bot.storage.cases.customers import Customer
from handlers.slack.cases.both_cases import choice_of, look_at_both, other_of
from handlers.slack.door.acting import Acting, act, look, names, person_of
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.opening import look_and_open, redraw
from handlers.slack.door.ourselves import names_with_links
from handlers.slack.door.presses import Sent, press_of, sent_form, view_id_of
from handlers.slack.door.verb_rows import CaseForm, shown_case


def register(bolt: Bolt, app: App) -> None:
    """What is pressed on the card, and the forms that open over it."""
    _register_notes(bolt, app)
    _register_accounts(bolt, app)


def _register_notes(bolt: Bolt, app: App) -> None:
    @bolt.action(NOTE)
    def note_asked(ack: Ack, body: dict[str, Any]) -> None:
        about = press_of(app, body, CaseValue).about
        see = _over_card(about, _note_form)
        look_and_open(app, body, verb=Verb.CUSTOMER_NOTE, see=see)
        ack()

    @bolt.view(NOTE_FORM)
    def noted(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        try:
            _do(app, sent, Verb.CUSTOMER_NOTE, lambda acting: _note(acting, sent))
        except AtField as wrong:
            ack(response_action="errors", errors=wrong.errors)
            return
        _redraw_below(app, body, sent)
        ack()

    @bolt.action(NOTE_BACK)
    def taken_back(ack: Ack, body: dict[str, Any]) -> None:
        _press(
            app,
            body,
            Verb.CUSTOMER_NOTE,
            lambda acting, about: customer_notes.take_back(
                acting.desk, case_id=about.case_id, note_id=about.number, by=acting.by
            ),
        )
        ack()


def _register_accounts(bolt: Bolt, app: App) -> None:
    @bolt.action(SAME_PERSON)
    def account_asked(ack: Ack, body: dict[str, Any]) -> None:
        about = press_of(app, body, CaseValue).about
        look_and_open(app, body, verb=Verb.LINK, see=_over_card(about, _same_form))
        ack()

    look_at_both(bolt, app, form=SAME_FORM, verb=Verb.LINK, confirm=_confirmation)

    @bolt.view(SAME_CONFIRMED)
    def said(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        _do(app, sent, Verb.LINK, lambda acting: _link(acting, sent))
        _redraw_below(app, body, sent)
        ack()

    @bolt.action(NOT_THEIRS)
    def parted(ack: Ack, body: dict[str, Any]) -> None:
        _press(
            app,
            body,
            Verb.LINK,
            lambda acting, about: same_person.part(
                acting.desk, case_id=about.case_id, author_id=about.number, by=acting.by
            ),
        )
        ack()


def _press(
    app: App,
    body: dict[str, Any],
    verb: Verb,
    do: Callable[[Acting, CustomerValue], object],
) -> None:
    """Do it once, and draw the card anew in which it was pressed."""
    press = press_of(app, body, CustomerValue)
    see = _see_card(app, press.about.case_id)
    act(
        app,
        verb=verb,
        person=press.person,
        key=press.key,
        do=lambda acting: do(acting, press.about),
    )
    view = look(app, verb=Verb.LOOK, person=press.person, see=see)
    redraw(app, view_id=view_id_of(body), view=view)


def _do(app: App, sent: Sent, verb: Verb, do: Callable[[Acting], object]) -> None:
    act(app, verb=verb, person=sent.person, key=f"form:{sent.key.request_key}", do=do)


def _redraw_below(app: App, body: dict[str, Any], sent: Sent) -> None:
    """The card, on which the form that was sent lay."""
    below = str((body.get("view") or {}).get("previous_view_id") or "")
    if below:
        see = _see_card(app, sent.case_id)
        view = look(app, verb=Verb.LOOK, person=person_of(body), see=see)
        redraw(app, view_id=below, view=view)


def _see_card(app: App, case_id: int) -> Callable[[Acting], Block]:
    links = names_with_links(app)  # may ask Slack: before the look

    def see(acting: Acting) -> Block:
        case = case_access.lock_case(acting.desk, case_id=case_id)
        return _card(acting, case, links or names(acting.desk))

    return see


def _over_card(
    about: CaseValue, draw: Callable[[Acting, Case, FormKey], Block]
) -> Callable[[Acting], Block]:
    def see(acting: Acting) -> Block:
        case = case_access.lock_case(acting.desk, case_id=about.case_id)
        return draw(acting, case, FormKey(case.number, case.version, str(uuid.uuid4())))

    return see


def _note_form(acting: Acting, case: Case, key: FormKey) -> Block:
    return note_form(shown_case(acting, case.number), key=key)


def _note(acting: Acting, sent: Sent) -> None:
    with told_at("text", customer_notes.CannotNote):
        customer_notes.write(
            acting.desk, case_id=sent.case_id, text=sent.text("text"), by=acting.by
        )


def _same_form(acting: Acting, case: Case, key: FormKey) -> Block:
    channels = private_words.channels_read_by(acting.desk, acting.slack_user_id)
    found = same_person.alike(acting.desk, case=case, channels=channels)
    choices = [choice_of(acting, each) for each in found]
    return same_form(shown_case(acting, case.number), choices=choices, key=key)


def _confirmation(acting: Acting, key: FormKey, other: int) -> Block:
    case, there = linking.both(acting.desk, case_id=key.case_id, other=other)
    same_person.refuse(acting.desk, case=case, other=there)
    return same_confirmation(
        shown_case(acting, case.number), shown_case(acting, there.number), key=key
    )


def _link(acting: Acting, sent: Sent) -> None:
    same_person.link(acting.desk, case_id=sent.case_id, other=other_of(sent), by=acting.by)


def _card(acting: Acting, case: Case, known: Names) -> Block:
    desk, person = acting.desk, acting.slack_user_id
    channels = private_words.channels_read_by(desk, person)
    customer = Customer(session=desk.session, case=case, channels=channels)
    lists = Lists(
        session=desk.session,
        slack_user_id=person,
        names=known,
        now=desk.now,
        channels=channels,
    )
    answers = customer.last_answers(limit=ANSWERS_MOST)
    may_note = desk.rules.may(Verb.CUSTOMER_NOTE, acting.roles)
    return customer_card(
        CustomerShown(
            case_id=case.number,
            account=_account(desk.session.get_one(Author, case.author_id), known),
            linked=[_linked(customer, author, known, link) for author, link in customer.linked()],
            notes=_notes(acting, customer, channels) if may_note else (),
            may_note=may_note,
            may_link=desk.rules.may(Verb.LINK, acting.roles),
            now=desk.now,
            count=customer.count(),
            cases=lists.shown(customer.earlier_cases(limit=CASES_MOST)),
            answers=[AnswerShown(each.case_id, each.posted_at, each.text) for each in answers],
        )
    )


def _notes(acting: Acting, customer: Customer, channels: frozenset[str]) -> list[AboutShown]:
    found = customer_notes.standing(acting.desk, author_ids=customer.accounts, channels=channels)
    return [AboutShown(n.note_id, n.text, n.slack_user_id, n.written_at) for n in found]


def _linked(customer: Customer, author: Author, known: Names, link: AccountLink) -> AccountShown:
    """Another account; one that wrote in private alone without its name, for who may not read that."""
    shown = replace(_account(author, known), linked_by=link.linked_by, linked_at=link.linked_at)
    if customer.may_be_named(author):
        return shown
    return replace(shown, name=say("A customer, in private"))


def _account(author: Author, known: Names) -> AccountShown:
    return AccountShown(
        author_id=author.pk,
        name=author.shown_as,
        channel_title=known.title(author.channel),
        seen_at=author.first_seen_at,
        since=author.account_since,
        followers=author.followers,
        verified=author.verified or "",
    )


CUSTOMER = CaseForm(
    Verb.LOOK,
    draw=lambda asked: _card(asked.acting, asked.case, asked.names),
    sends={},
    with_links=True,
)
