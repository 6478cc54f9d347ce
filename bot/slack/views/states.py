"""What each state of a case is called, wherever it is shown."""

from bot.domain.records.cases.case import CaseState

STATE_WORDS = {
    CaseState.NEW: "New",
    CaseState.CLAIMED: "In hand",
    CaseState.WITH_CUSTOMER: "With the customer",
    CaseState.SNOOZED: "Snoozed",
    CaseState.RESOLVED: "Resolved",
    CaseState.CLOSED: "Closed",
    CaseState.NOT_ACTIONABLE: "No reply needed",
    CaseState.MERGED: "Merged into another case",
}
