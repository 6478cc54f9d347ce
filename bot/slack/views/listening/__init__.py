"""What people see of what the stream means: suggestions, and the forms that confirm them."""
