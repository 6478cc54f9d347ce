"""Views of clocks: their words, alerts, complaints, why."""
