"""Words by which cases are found; see words (folding), model (the rows), writing, finding."""
