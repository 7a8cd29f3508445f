"""The only way to change a case.

steps       Step and procedure(): a procedure as rows that a lawyer reads, and `@step`
registry    the procedures of this installation, with their models, forms and letters
refusals    why a step was not taken, as exceptions with sentences
people      who may take a step, for whom, and whether a second person decides
rules       what an authority decided otherwise than the procedure's file
forms       the form of a step: what it needs, checked in one place for every way in
door        perform(): lock, check, take the step, write the event, count the dates anew
proposals   propose() and decide(): steps that need two persons
tracked     the columns of which an event keeps the old and the new value
opening     registering a case, in the same way
continuing  a new case of another kind, from the same receipt
drafts      what somebody typed and has not sent yet
"""
