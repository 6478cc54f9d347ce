"""What the business learns: marks on cases, the page of causes, rules that hurt."""
