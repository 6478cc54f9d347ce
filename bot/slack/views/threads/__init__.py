"""What a case's thread shows: headline and menu, the customer's words, what was done."""
