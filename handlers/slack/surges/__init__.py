"""What is pressed on a surge, and in its forms."""
