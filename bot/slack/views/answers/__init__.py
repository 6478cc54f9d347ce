"""Views around an answer: the reply form, its preview, doubts, answers given elsewhere."""
