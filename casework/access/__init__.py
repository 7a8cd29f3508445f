"""Who may see and do what: people, their offices, database roles, the scope of a request."""
