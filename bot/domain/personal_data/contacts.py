"""How numbers and addresses are written down that a bank names: its own, and those of fraudsters."""

import re

_CONTACT = re.compile(
    r"[^@\s]*@[\w-]+(\.[\w-]+)*|(?=(?:.*[0-9]){3})\+?[0-9A-Z](?:[\s().-]*[0-9A-Z]){2,33}",
    re.IGNORECASE,
)
FRAUD_NAME = re.compile(r"[^\[\]<>&*_`\n]{2,40}")


def known_contact(given: str) -> str:
    """The number or address itself. Raises ValueError where it is neither."""
    if not _CONTACT.fullmatch(given.strip()):
        raise ValueError(
            f"“{given}” is no number, e-mail address or @domain. Write it like “+44 20 7946 0958”, "
            "“help@bank.example”, “@bank.example” or an IBAN"
        )
    return given
