"""What happened, who did it, and the proof that nobody changed the record since.

events  the append-only rows, the head of each authority's chain, the log of reads
chain   adding an event to the chain
verify  reading a chain again and naming the first row that is not as it was written
"""
