"""What every incoming request shares: its states, steps, objections, forms, letters and sentences.

A procedure names in its rows which of the steps it has, who takes them and what stands against
them; it adds steps, forms and gates of its own, or puts its own in the place of one of these.
"""
