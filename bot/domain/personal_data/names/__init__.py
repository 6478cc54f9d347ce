"""The names in many languages, as data: a line is ``language: name | name``. ``things`` reads them."""
