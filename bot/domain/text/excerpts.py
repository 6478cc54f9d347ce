"""How much of what a customer wrote stands in a headline; what is longer stands whole in its thread."""

HEADLINE_MOST = 300  # characters: a post on X, and no screen of a case


def fits_a_headline(text: str) -> bool:
    """Whether a headline shows all of these words."""
    return len(text.strip()) <= HEADLINE_MOST
