"""Letters: drafted by a step from templates/letters, edited, printed, marked as sent.

models   the rows
kinds    the letters of a procedure: to whom, and whether they close a case
drafts   writing a draft in each language
"""
