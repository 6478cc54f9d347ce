"""Finding messages, and which of them are kept back, show personal data, or can be taken down."""
