"""Cases as a whole: closing, snoozing, merging, splitting, linking, many at once."""
