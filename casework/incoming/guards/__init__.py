"""Objections: what stands against a step of an incoming request now.

Each takes the case and returns a sentence, or "" when the step may go on. The same sentence stands
beside the button, on the 409 page and in the condition of the transition. They read related rows
with `.all()`, so that the case page asks for each table once.

    review      items, risks left to the requester, questions
    execution   orders, prolongation, release
    conditions  conditions of use, before material leaves
    keeping     data that recipients keep
    ending      outcome letters, duplicates, other authorities
"""
