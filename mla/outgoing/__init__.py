"""Our requests for mutual legal assistance to other States, from who initiated them and back.

procedure  states, steps and who takes them: the whole procedure, for lawyers
states     its states
facts      rows of a case: translations, defects, what passed with the authority abroad
model      the case itself
steps      what each step records
guards     what stands against a step, in a sentence
days       the last days of the procedure, from recorded facts
forms      what each step asks for
paper      the form on which a request is registered, in the order of T-CY(2018)10
texts      its free texts in both languages; translating(_forms): their step
request    what the request itself says, in both languages, for its letters
letters    its letters
figures    what it counts for statistics
known      what casework is told of all this
"""
