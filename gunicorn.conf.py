"""How gunicorn serves the desk, wherever it is started from this folder."""

# Imported once and shared by all workers: half of the memory, as config/wsgi.py freezes it.
preload_app = True
