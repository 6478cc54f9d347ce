"""What few cases have: asked for all at once, so that drawing the others asks for none of it."""

from sqlmodel import String, and_, cast, col, or_

from bot.domain.lessons.case_mark import CaseMark
from bot.domain.records.answers.answer_removal import AnswerRemoval
from bot.domain.records.cases.account_link import AccountLink
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.case_link import CaseLink
from bot.domain.records.cases.case_signal import CaseSignal
from bot.domain.records.cases.closure import Closure
from bot.domain.records.cases.merge import Merge
from bot.domain.records.cases.priority_decision import PriorityDecision
from bot.domain.records.chat import ChatInvitation
from bot.domain.records.claim import Claim
from bot.domain.records.consult import Consult
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.messages.misdirection import Misdirection
from bot.domain.records.offer import Offer
from bot.domain.records.surge import Surge, SurgeCase
from bot.storage.known_rows import AUTHOR, BRAND, NUMBER, MayHave

PRIVATE_WORD = "private word"
POSTED_DATA = "posted data"

MAY_HAVE = MayHave(
    {
        PRIVATE_WORD: and_(
            col(Message.case_id) == NUMBER,
            col(Message.surface) == Surface.PRIVATE,
            col(Message.direction) == Direction.INBOUND,
        ),
        POSTED_DATA: and_(
            col(Message.case_id) == NUMBER,
            col(Message.direction) == Direction.INBOUND,
            cast(col(Message.findings), String) != "[]",
        ),
        AccountLink: or_(
            col(AccountLink.first_author_id) == AUTHOR,
            col(AccountLink.second_author_id) == AUTHOR,
        ),
        AnswerRemoval: col(AnswerRemoval.case_id) == NUMBER,
        BlockedPost: col(BlockedPost.author_id) == AUTHOR,
        CaseLink: or_(
            col(CaseLink.first_case_id) == NUMBER, col(CaseLink.second_case_id) == NUMBER
        ),
        CaseMark: col(CaseMark.case_id) == NUMBER,
        CaseSignal: col(CaseSignal.case_id) == NUMBER,
        ChatInvitation: col(ChatInvitation.case_id) == NUMBER,
        Claim: col(Claim.case_id) == NUMBER,
        Closure: col(Closure.case_id) == NUMBER,
        Consult: col(Consult.case_id) == NUMBER,
        Offer: col(Offer.case_id) == NUMBER,
        Misdirection: col(Misdirection.case_id) == NUMBER,
        Merge: or_(col(Merge.case_id) == NUMBER, col(Merge.into_case_id) == NUMBER),
        PriorityDecision: col(PriorityDecision.case_id) == NUMBER,
        Surge: and_(col(Surge.brand) == BRAND, col(Surge.ended_at).is_(None)),
        SurgeCase: col(SurgeCase.case_id) == NUMBER,
    }
)
