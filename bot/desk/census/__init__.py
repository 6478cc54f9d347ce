"""The census: what the platforms say was said to us, held against what became of it here and in Slack."""
