"""The demonstration: its staff, and how the stories of each procedure are played on its desk."""
