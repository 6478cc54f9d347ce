"""Why somebody's press did nothing, as a direct message: where no form on their screen could say it."""

from bot.desk.desk import Desk
from bot.desk.threads.postings import post_lane
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.kinds import RefusalPayload


def tell(desk: Desk, *, slack_user_id: str, sentence: str, case_id: int, fact: str) -> None:
    """Enqueue it. ``sentence`` is in their language; ``case_id`` is 0 where it is about no case."""
    enqueue(
        session=desk.session,
        lane=post_lane(desk, slack_user_id),
        ordering_key=f"refusals:{slack_user_id}",
        priority=Urgency.BREACH,
        payload=RefusalPayload(
            slack_channel=slack_user_id,
            sentence=sentence,
            at=desk.now.isoformat(),
            case_id=case_id,
        ),
        dedupe_key=f"refusal:{fact}",
        actor=Actor.system(),
    )
