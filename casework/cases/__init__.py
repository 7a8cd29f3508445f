"""Cases and the facts recorded of them.

stateful   the base of a row that only the state machine moves
receipts   what came in, when, at which door
case       the case itself, whatever its procedure
rows       what everything that hangs on a case has in common
content    what a request says: the fields of the Council of Europe's forms
items      the data asked for, and the identifiers that name them
orders     measures ordered, what recipients answered, data preserved
facts      questions, postponements, prolongations: what the dates depend on
law        findings before acceptance, conditions of use
people     persons named in the request, offices behind it
additions  notes, links, what is logged but moves nothing
grants     who may read one case without a role, until when and why
subtasks   what somebody else does by a day of its own: translations, costs
deadlines  the clocks of a case as they stood, one row a change
clocks     the dates of a case, from its facts
numbers    reference numbers without gaps
likely     requests that may be the same one
"""
