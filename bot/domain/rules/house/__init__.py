"""Weekly data, row by row; who is on duty; what each alarm says."""
