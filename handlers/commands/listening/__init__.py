"""Learning what posts and answers are about, on the command line."""
