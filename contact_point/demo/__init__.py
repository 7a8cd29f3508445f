"""What the demonstration shows of this procedure: stories as data, and what plays them."""
