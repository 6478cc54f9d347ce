"""The trail: its entries and seals, its verbs, and what an entry says beside its verb."""
