"""Legal assistance in the demonstration: what is asked or told us, and what we ask of others."""
