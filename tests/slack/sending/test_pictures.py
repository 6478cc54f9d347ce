"""Pictures of customers: how many and where, and as previews only where the bank switched that on."""

import dataclasses
from typing import Any

from bot import bootstrap
from bot.domain.records.cases.case import Surface
from tests.slack.workplace import Workplace

PICTURE = "https://pbs.example/card.jpg"
GONE = "https://pictures.invalid/gone.jpg"  # nobody can fetch it


def with_picture(
    workplace: Workplace, address: str, text: str = "Look at this", **more: Any
) -> int:
    told = {"type": "photo", "url": address, "description": "A card on a table"}
    return workplace.take_in(workplace.post(text, attachments=[told], **more))


def previews(workplace: Workplace) -> None:
    """The bank wants them shown."""
    routing = workplace.app.rules.routing.model_copy(update={"picture_previews": True})
    rules = workplace.app.rules.model_copy(update={"routing": routing})
    workplace.relay = bootstrap.relay(dataclasses.replace(workplace.app, rules=rules))


def pictures(message: dict[str, Any]) -> list[str]:
    return [block["image_url"] for block in message["blocks"] if block["type"] == "image"]


def test_a_picture_is_counted_and_linked_and_never_shown_by_default(workplace: Workplace) -> None:
    case_id = with_picture(workplace, PICTURE)
    workplace.send_all()
    headline = workplace.headline(case_id)
    assert pictures(headline) == []
    assert "With 1 picture or file" in str(headline["blocks"])
    assert f"<{PICTURE}|A card on a table>" in str(headline["blocks"])


def test_where_the_bank_wants_it_the_headline_and_the_thread_show_it(workplace: Workplace) -> None:
    previews(workplace)
    case_id = with_picture(workplace, PICTURE)
    workplace.send_all()
    assert pictures(workplace.headline(case_id)) == [PICTURE]
    with_picture(workplace, PICTURE, "And this one")
    workplace.send_all()
    assert pictures(workplace.below(case_id)[-1]) == [PICTURE]


def test_a_private_picture_is_never_shown(workplace: Workplace) -> None:
    previews(workplace)
    with_picture(workplace, PICTURE, surface=Surface.PRIVATE, conversation="talk", permalink="")
    workplace.send_all()
    assert not any(pictures(m) for m in workplace.messages("C0NBPRIVATE"))


def test_a_picture_that_slack_cannot_fetch_costs_nothing_but_itself(workplace: Workplace) -> None:
    previews(workplace)
    case_id = with_picture(workplace, GONE)
    workplace.send_all()
    headline = workplace.headline(case_id)
    assert pictures(headline) == []
    assert "Look at this" in str(headline["blocks"])
    workplace.press("U0AMIRA", case_id, "claim")
    workplace.send_all()
    assert "U0AMIRA" in str(workplace.headline(case_id)["blocks"])
