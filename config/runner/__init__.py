"""`make run`: starts everything, keeps it running, and leaves nothing behind."""
