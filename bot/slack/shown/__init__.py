"""Tables become view models: what a view is drawn from, read in one place."""
