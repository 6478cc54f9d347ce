"""What is taken out of the record and proved: case files, the register of complaints."""
