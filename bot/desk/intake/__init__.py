"""What came in finds its case: a customer's message, or a message of ours coming back."""
