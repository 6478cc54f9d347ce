"""An answer before it is sent: begun and kept, who is writing, filled in with the bank's own words."""
