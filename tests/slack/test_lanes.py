"""A worker sends as fast as is set now, also on lanes that were made under another setting."""

import dataclasses

from bot import bootstrap
from bot.outbox.lanes import renew
from tests.slack.workplace import AMIRA, CHANNEL, Workplace


def test_what_is_set_when_a_worker_starts_reaches_the_lanes_that_stand(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    app = workplace.app
    with app.database.transaction() as session:
        assert renew(session=session, budgets=bootstrap.budgets(app)) == []
    given = {"slack_post_gap_s": 9.0, "slack_update_gap_s": 8.0}
    changed = dataclasses.replace(app, settings=app.settings.model_copy(update=given))
    with app.database.transaction() as session:
        renewed = renew(session=session, budgets=bootstrap.budgets(changed))
    assert renewed == [f"slack:post:{CHANNEL}", f"slack:update:{CHANNEL}"]
