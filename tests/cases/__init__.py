"""Cases and their procedure, through the door that everybody uses."""
