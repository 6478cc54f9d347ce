"""What the columns and tables of a case file are called, in the reader's language."""

from bot.language import say


def table_words() -> dict[str, str]:
    """The kinds of rows, by the name of their table; a new one shows under that name."""
    return {
        "approvals": say("Approvals"),
        "case_marks": say("Root causes, ideas and praise"),
        "claims": say("Who owned it"),
        "closures": say("How it ended"),
        "complaint_outcomes": say("What came of the complaint"),
        "complaints": say("Marks as a complaint"),
        "consults": say("Questions to teams"),
        "handovers": say("Hand-overs"),
        "legal_holds": say("Legal holds"),
        "merges": say("Merges"),
        "moderations": say("Posts deleted, hidden or shown again"),
        "notes": say("Notes of staff"),
        "priority_decisions": say("Priorities"),
        "quality_reviews": say("Reviews of our answers"),
        "replies": say("Answers of ours"),
        "reveals": say("Looks at what was masked"),
        "rule_remarks": say("Rules that hurt customers"),
        "snoozes": say("Snoozes"),
    }


def column_words() -> dict[str, str]:
    """The columns, by their names; one that is not here shows under its name in the record."""
    return {**_who(), **_when(), **_what()}


def _who() -> dict[str, str]:
    return {
        "actor": say("Who"),
        "asked_by": say("Asked by"),
        "author": say("Author"),
        "claimed_by": say("Given by"),
        "decided_by": say("Decided by"),
        "closed_by": say("Ended by"),
        "handed_by": say("Handed over by"),
        "marked_by": say("Marked by"),
        "released_by": say("Released by"),
        "reopened_by": say("Reopened by"),
        "shown_as": say("Name"),
        "slack_user_id": say("Who"),
        "snoozed_by": say("Snoozed by"),
        "withdrawn_by": say("Withdrawn by"),
        "written_by": say("Written by"),
    }


def _when() -> dict[str, str]:
    return {
        "asked_at": say("Asked at"),
        "at": say("When"),
        "claimed_at": say("From"),
        "closed_at": say("Ended at"),
        "created_at": say("Created at"),
        "decided_at": say("Decided at"),
        "deleted_at": say("Deleted at"),
        "edited_at": say("Changed at"),
        "handed_at": say("Handed over at"),
        "made_at": say("Made at"),
        "marked_at": say("Marked at"),
        "opened_at": say("Opened at"),
        "posted_at": say("Posted at"),
        "published_at": say("Published at"),
        "received_at": say("Received at"),
        "released_at": say("Until"),
        "settled_at": say("Settled at"),
        "withdrawn_at": say("Withdrawn at"),
        "written_at": say("Written at"),
    }


def _what() -> dict[str, str]:
    return {
        "account": say("Account"),
        "because": say("Because of"),
        "brand": say("Brand"),
        "cases": say("Cases"),
        "channel": say("Channel"),
        "cause": say("Root cause"),
        "currency": say("Currency"),
        "details": say("Details"),
        "external_id": say("The platform's number"),
        "finding": say("What was found"),
        "handle": say("Handle"),
        "in_reply_to": say("In answer to"),
        "kind": say("Kind"),
        "lane": say("Where to"),
        "matter": say("Legal matter"),
        "note": say("Note"),
        "number": say("Number"),
        "original": say("Before it was masked"),
        "outcome": say("Outcome"),
        "permalink": say("Where it is"),
        "preset": say("Rule"),
        "priority": say("Priority"),
        "product": say("Product"),
        "purpose": say("Purpose"),
        "question": say("Question"),
        "reason": say("Reason"),
        "reasons": say("Reasons"),
        "redress": say("Redress"),
        "reference": say("The platform's number"),
        "remark": say("Remark"),
        "revision": say("Version"),
        "route": say("Route"),
        "sequence": say("Entry"),
        "slack_channel": say("Slack channel"),
        "slack_ts": say("Message in Slack"),
        "state": say("State"),
        "surface": say("Surface"),
        "team": say("Team"),
        "text": say("Words"),
        "text_sha256": say("Fingerprint of the words"),
        "told_ombudsman": say("Told about the ombudsman"),
        "verb": say("What happened"),
        "with_originals": say("With the words before they were masked"),
    }
