"""How dates are written and read: day, month, year in both languages, never to be mistaken."""
