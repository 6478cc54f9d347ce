"""What few cases have: asked for all at once, so that drawing the others asks for none of it."""

from sqlmodel import and_, col, or_

from bot.domain.records.account_link import AccountLink
from bot.domain.records.answer_removal import AnswerRemoval
from bot.domain.records.blocked_post import BlockedPost
from bot.domain.records.case import Surface
from bot.domain.records.case_link import CaseLink
from bot.domain.records.case_signal import CaseSignal
from bot.domain.records.chat import ChatInvitation
from bot.domain.records.claim import Claim
from bot.domain.records.closure import Closure
from bot.domain.records.merge import Merge
from bot.domain.records.message import Direction, Message
from bot.domain.records.priority_decision import PriorityDecision
from bot.domain.records.surge import Surge, SurgeCase
from bot.storage.known_rows import Condition, What

PRIVATE_WORD = "private word"

MAY_HAVE: dict[What, Condition] = {
    PRIVATE_WORD: lambda case: and_(
        col(Message.case_id) == case.number,
        col(Message.surface) == Surface.PRIVATE,
        col(Message.direction) == Direction.INBOUND,
    ),
    AccountLink: lambda case: or_(
        col(AccountLink.first_author_id) == case.author_id,
        col(AccountLink.second_author_id) == case.author_id,
    ),
    AnswerRemoval: lambda case: col(AnswerRemoval.case_id) == case.number,
    BlockedPost: lambda case: col(BlockedPost.author_id) == case.author_id,
    CaseLink: lambda case: or_(
        col(CaseLink.first_case_id) == case.number, col(CaseLink.second_case_id) == case.number
    ),
    CaseSignal: lambda case: col(CaseSignal.case_id) == case.number,
    ChatInvitation: lambda case: col(ChatInvitation.case_id) == case.number,
    Claim: lambda case: col(Claim.case_id) == case.number,
    Closure: lambda case: col(Closure.case_id) == case.number,
    Merge: lambda case: or_(
        col(Merge.case_id) == case.number, col(Merge.into_case_id) == case.number
    ),
    PriorityDecision: lambda case: col(PriorityDecision.case_id) == case.number,
    Surge: lambda case: and_(col(Surge.brand) == case.brand, col(Surge.ended_at).is_(None)),
    SurgeCase: lambda case: col(SurgeCase.case_id) == case.number,
}
