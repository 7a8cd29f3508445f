"""Registering an incoming request: the form of its kind as it was typed, and the case of it.

fields       boxes that need more than Django's own: zones, times as a letter states them
forms        the parts of the form: receipt, boxes, offices, persons, data items
sheet        all parts together
identifiers  what kind of identifier a line is
told         from what was typed to a case
"""
