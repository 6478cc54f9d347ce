"""*Merge…* with a look at both cases before it happens, and *Take the merge back*."""

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import merging, suggesting
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue, FormKey
from bot.slack.views.cases.case_forms import (
    MERGE_CONFIRMED,
    MERGE_FORM,
    merge_confirmation,
    merge_form,
)
from bot.slack.views.parts import Block
from bot.storage.cases.persons import accounts_of
from handlers.slack.cases.both_cases import choice_of, look_at_both, other_of
from handlers.slack.door.acting import Acting
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm, shown_case


def register(bolt: Bolt, app: App) -> None:
    """The first of two forms, which is answered with the second."""
    look_at_both(bolt, app, form=MERGE_FORM, verb=Verb.MERGE, confirm=_confirmation)


def _form(asked: Asked) -> Block:
    found = suggesting.to_merge(asked.acting.desk, case=asked.case)
    choices = [choice_of(asked.acting, each) for each in found]
    return merge_form(asked.shown, choices=choices, key=asked.key)


def _confirmation(acting: Acting, key: FormKey, into: int) -> Block:
    case, target = merging.both(acting.desk, case_id=key.case_id, into=into)
    merging.refuse(acting.desk, case=case, target=target)
    accounts = accounts_of(session=acting.desk.session, author_id=case.author_id)
    return merge_confirmation(
        shown_case(acting, case.number),
        shown_case(acting, target.number),
        same_author=target.author_id in accounts,
        key=key,
    )


MERGE = CaseForm(
    Verb.MERGE,
    draw=_form,
    sends={
        MERGE_CONFIRMED: lambda acting, sent: merging.merge(
            acting.desk, case_id=sent.case_id, into=other_of(sent), by=acting.by
        )
    },
)
UNMERGE = AtOnce(
    Verb.MERGE,
    CaseValue,
    lambda acting, about: merging.unmerge(acting.desk, case_id=about.case_id, by=acting.by),
)
