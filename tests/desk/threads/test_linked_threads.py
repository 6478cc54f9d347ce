"""Several authors in one public thread are several cases that know of each other."""

from bot.desk.cases import linking
from bot.domain.channels.inbound import Inbound
from bot.storage.record import audit
from tests.desk.conftest import Bank


def answering(
    bank: Bank, post: Inbound, *, author: str, root: str = "", text: str = "Me too"
) -> Inbound:
    """What somebody wrote under a post."""
    conversation = root or post.conversation
    return bank.post(
        text, author=author, conversation=conversation, parent_external_id=post.external_id
    )


def linked(bank: Bank, case_id: int) -> list[int]:
    with bank.desk() as desk:
        return [row.other(case_id) for row in linking.links_of(desk, case_id=case_id)]


def test_who_answers_a_customers_post_has_a_case_linked_to_theirs(bank: Bank) -> None:
    root = bank.post("The app is down", author="ana")
    first = bank.take_in(root)
    reply = answering(bank, root, author="bo")
    second = bank.take_in(reply)
    third = bank.take_in(answering(bank, reply, author="cem"))
    assert linked(bank, first) == [second, third]
    assert linked(bank, third) == [first, second]
    with bank.database.reading() as session:
        assert [e.verb for e in audit.entries(session=session, case_id=third)].count("linked") == 2
        of_first = [e for e in audit.entries(session=session, case_id=first) if e.verb == "linked"]
        assert audit.verify(session=session, case_id=first) == []
    assert [entry.details["other"] for entry in of_first] == [second, third]
    told = [d for d in bank.deliveries("slack.event") if d.payload["template"] == "linked"]
    assert told == [], "the headlines say it"


def test_the_authors_own_next_word_makes_no_link(bank: Bank) -> None:
    root = bank.post("The app is down", author="ana")
    first = bank.take_in(root)
    assert bank.take_in(answering(bank, root, author="ana")) == first
    assert linked(bank, first) == []


def test_a_thread_under_a_post_of_ours_links_nobody(bank: Bank) -> None:
    cases = [
        bank.take_in(
            bank.post("Me too", author=author, conversation="900", parent_external_id="900")
        )
        for author in ("ana", "bo")
    ]
    assert [linked(bank, case_id) for case_id in cases] == [[], []]


def test_a_private_word_makes_no_link(bank: Bank) -> None:
    root = bank.post("The app is down", author="ana")
    first = bank.take_in(root)
    bank.take_in(
        bank.post("My secret", author="bo", surface="private", conversation=root.external_id)
    )
    assert linked(bank, first) == []
