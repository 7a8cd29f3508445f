"""The installation: settings, addresses, Celery, the embedded engines and the runner."""
