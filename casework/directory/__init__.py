"""Reference data: States, bodies, providers, instruments, measures, policies, calendars."""
