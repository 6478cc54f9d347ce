"""*About the customer…*: what the same account wrote before, what became of it, what it was answered."""

from bot.desk import private_words
from bot.domain.records.author import Author
from bot.domain.rules.role_rules import Verb
from bot.slack.shown.lists import Lists
from bot.slack.views.cases.customer_card import (
    ANSWERS_MOST,
    CASES_MOST,
    AnswerShown,
    CustomerShown,
    customer_card,
)
from bot.slack.views.parts import Block
from bot.storage.customers import Customer
from handlers.slack.door.verb_rows import Asked, CaseForm


def _card(asked: Asked) -> Block:
    desk, person = asked.acting.desk, asked.acting.slack_user_id
    channels = private_words.channels_read_by(desk, person)
    customer = Customer(session=desk.session, case=asked.case, channels=channels)
    lists = Lists(
        session=desk.session,
        slack_user_id=person,
        names=asked.names,
        now=desk.now,
        channels=channels,
    )
    author = desk.session.get(Author, asked.case.author_id)
    answers = customer.last_answers(limit=ANSWERS_MOST)
    return customer_card(
        CustomerShown(
            name=asked.shown.author,
            channel_title=asked.shown.channel_title,
            since=author.first_seen_at if author else asked.case.opened_at,
            now=desk.now,
            count=customer.count(),
            cases=lists.shown(customer.earlier_cases(limit=CASES_MOST)),
            answers=[AnswerShown(each.case_id, each.posted_at, each.text) for each in answers],
        )
    )


CUSTOMER = CaseForm(Verb.LOOK, draw=_card, sends={}, with_links=True)
