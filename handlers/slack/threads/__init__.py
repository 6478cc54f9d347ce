"""Words in threads: notes, mentions, hints, card numbers."""
