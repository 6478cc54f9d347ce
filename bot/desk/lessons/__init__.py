"""What the business learns from cases, said by people: nothing here changes a case's state or its clocks."""
