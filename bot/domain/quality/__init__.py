"""How good published answers are: a random sample of each week, and what reviewers say of it."""
