"""Who has a case: claims, hand-over, the end of a shift, absences, returning customers, staffing."""
