"""The forms and messages of those who review answers, and of those whose answers are reviewed."""
