"""The steps of a 24/7 request as methods, by the part of the procedure they belong to.

Each has a row in contact_point/procedure.py. A method records facts and says which letters it owes;
the door (casework.workflow.door) has locked, checked and bound the form before, and saves after.
"""
