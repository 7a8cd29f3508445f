"""What every request shares, whatever the procedure. This package knows none of them."""
