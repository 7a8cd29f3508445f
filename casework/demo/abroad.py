"""Who asks in the demonstration, and about what: the shape of both, and offences of every kind.

Names, addresses and references are invented; addresses of the network are those kept for
documentation (RFC 2606, 3849, 5737).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Office:
    """An office abroad. reference: how it numbers its requests."""

    state: str
    name: str
    person: str
    email: str
    zone: str
    reference: str
    country: str


@dataclass(frozen=True)
class Offence:
    """What a request is about, as its boxes say it."""

    offence: str
    provisions: str
    penalties: str
    summary: str
    relation: str = "The identifiers below were used to commit the act."
    necessity: str = "The logs are overwritten after some weeks; nothing else leads to the user."


OFFENCES = {
    "phishing": Offence(
        "Computer-related fraud (Art. 8) by phishing",
        "Criminal code of the requesting State, computer fraud",
        "Imprisonment up to five years",
        "Customers of a bank were led to a copy of its pages. What they typed was used within"
        " minutes from the address below; 41 complaints so far.",
    ),
    "intrusion": Offence(
        "Illegal access (Art. 2) and data interference (Art. 4)",
        "Criminal code of the requesting State, illegal access to a computer system",
        "Imprisonment up to three years",
        "Somebody entered the mail system of a hospital with the password of an administrator,"
        " read mailboxes for nine days and deleted the logs.",
    ),
    "ransom": Offence(
        "System interference (Art. 5) and extortion",
        "Criminal code of the requesting State, extortion and sabotage of computers",
        "Imprisonment up to ten years",
        "The servers of a haulier were encrypted. The note demands payment and names an account of"
        " a messenger, which was opened from the address below.",
    ),
    "invoice": Offence(
        "Computer-related fraud (Art. 8) with forged invoices",
        "Criminal code of the requesting State, fraud; use of forged documents",
        "Imprisonment up to eight years",
        "A supplier’s mailbox was taken over and the account number on its invoices exchanged."
        " A company paid 184 000 euro to a stranger.",
    ),
    "threat": Offence(
        "Threat of an attack on a school",
        "Criminal code of the requesting State, threat of a serious crime",
        "Imprisonment up to five years",
        "A message announces an attack on a named school “within two days”. Its account was used"
        " from the address below an hour before the message was posted.",
        necessity="Who wrote it has to be found before the two days are over.",
    ),
    "missing": Offence(
        "Abduction of a minor",
        "Criminal code of the requesting State, abduction",
        "Imprisonment up to fifteen years",
        "A girl of fourteen has been missing since the evening. Her account was last used from the"
        " address below, together with another one.",
        necessity="Her whereabouts: every hour counts.",
    ),
    "invest": Offence(
        "Computer-related fraud (Art. 8): invented investments",
        "Criminal code of the requesting State, fraud by an organised group",
        "Imprisonment up to ten years",
        "A call centre offers invented shares. Victims install a program for remote control; its"
        " connections end at the address below.",
    ),
    "cards": Offence(
        "Misuse of devices (Art. 6) and trade in stolen payment cards",
        "Criminal code of the requesting State, misuse of means of payment",
        "Imprisonment up to six years",
        "A forum sells numbers of stolen payment cards. One of its sellers signed in from the"
        " address below, 23 times in a month.",
    ),
    "flood": Offence(
        "System interference (Art. 5): flooding of a public service",
        "Criminal code of the requesting State, interference with a computer system",
        "Imprisonment up to five years",
        "The portal of a tax office was flooded for six hours. Part of the traffic was steered from"
        " the address below.",
    ),
    "libel": Offence(
        "Defamation of State bodies on a social network",
        "Criminal code of the requesting State, insult of State institutions",
        "Imprisonment up to two years",
        "A journalist criticised a minister in several posts. The person behind an anonymous"
        " account that spread them is to be found.",
    ),
}
