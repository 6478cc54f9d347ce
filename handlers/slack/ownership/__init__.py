"""Who has a case: claims, hand-over, absences."""
