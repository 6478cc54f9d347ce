"""A sample of each week's answers is looked at again: drawn, given to reviewers, reviewed, answered."""
