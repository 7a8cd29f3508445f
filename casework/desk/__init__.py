"""The web UI: pages for officers, lawyers, supervisors and auditors."""
