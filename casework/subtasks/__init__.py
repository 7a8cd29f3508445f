"""Sub-tasks as steps: a procedure takes them by naming the four rows, whatever it works on.

steps   what the four steps record, and what stands against them
forms   one form for each
said    their sentences, and where they stand on the case page
"""
