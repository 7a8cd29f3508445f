"""The 24/7 contact point procedure (Convention on Cybercrime, Art. 35)."""
