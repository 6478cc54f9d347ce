"""What hangs on a post: opened on its platform; what the customer links to is never made a link."""

from tests.slack.workplace import Workplace

PICTURE = {"type": "photo", "url": "https://pics.example/1.jpg", "description": "A queue <!here>"}
LINK = {"type": "link", "url": "https://trap.example/login", "description": ""}


def test_a_picture_can_be_opened_and_a_customers_link_cannot(workplace: Workplace) -> None:
    workplace.take_in(workplace.post("Look at this", attachments=(PICTURE, LINK)))
    workplace.send_all()
    [headline] = workplace.messages()
    assert "https://pics.example/1.jpg|A queue &lt;!here&gt;" in str(headline["blocks"])
    assert "With 2 pictures or files" in str(headline["blocks"])
    assert "trap.example" not in str(headline["blocks"])
