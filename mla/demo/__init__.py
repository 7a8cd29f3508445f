"""Legal assistance in the demonstration: what is asked of us, and what we ask of others."""
