"""What the business learns from its cases: causes, ideas, praise, and rules that hurt customers."""
