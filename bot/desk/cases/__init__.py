"""Cases as a whole: closing, snoozing, merging, splitting, linking, notes, many at once."""
