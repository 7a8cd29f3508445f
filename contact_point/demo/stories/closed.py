"""Closed requests of the last months: the ordinary course, and some that went another way."""

from casework.demo.story import Story


def ordinary(day: int, provider: str, outcome: str = "given", *, slow: int = 0) -> str:
    """Return the course of a request received `day` days ago; `slow` days late, prolonged."""
    course = f"""
    {day}d 09:{day % 60:02} register network
    {day - 1}d 10:{day % 60:02} start_review; {day - 2}d 11:{day % 50:02} accept
    {day - 3}d 15:10 order {provider}
    """
    if slow:
        course += f"{day - 8}d 10:10 prolong {12 + slow}\n"
    return course + (
        f"{day - 7 - slow}d 16:05 record_provider_answer {outcome}"
        f"; {day - 8 - slow}d 11:30 report; {day - 9 - slow}d 10:15 close"
    )


def kept(day: int, provider: str) -> str:
    """Return the course of a preservation asked for `day` days ago and released since."""
    return f"""
    {day}d 09:{day % 60:02} register network; {day}d 10:10 start_review
    {day}d 10:40 preserve {provider}; {day - 1}d 15:00 record_preserved
    {day - 2}d 10:00 confirm_preservation; {day - 2}d 11:00 accept; {day - 3}d 10:00 report
    {day - 4}d 12:00 close; {day - 50}d 11:00 release_preservation
    """


TRAFFIC = {"prolong": "Traffic data of many lines: the provider needs more time."}
LATE = {"prolong": "The provider has not answered."}
COURT = {"prolong": "The decision of the court is awaited."}

STORIES = (
    Story("bka", "evidence", "phishing", ("subscriber 192.0.2.8",), ordinary(41, "azercell"),
          key="bka"),
    Story("bka", "evidence", "phishing", ("subscriber 192.0.2.8",),
          "40d 10:00 register email registrar; 40d 15:00 take_on kamran; 39d 10:00 note"
          "; 39d 10:30 mark_duplicate bka",
          officer="kamran", says={"note": "Dublikat ola bilər: eyni forma, başqa kanal."}),
    Story("rome", "evidence", "invoice", ("subscriber 198.51.100.20", "traffic 198.51.100.20"),
          ordinary(63, "bakcell", "given refused", slow=14), officer="lale", says=TRAFFIC),
    Story("london", "evidence", "invest", ("subscriber 203.0.113.200",),
          ordinary(78, "azertelecom", slow=20), officer="kamran", says=COURT),
    Story("warsaw", "evidence", "intrusion", ("subscriber 192.0.2.44",),
          ordinary(88, "aztelekom"), officer="orxan"),
    Story("tbilisi", "preservation", "ransom", ("traffic 203.0.113.52",), kept(101, "azercell")),
    Story("washington", "evidence", "phishing", ("traffic 198.51.100.6", "subscriber 198.51.100.6"),
          ordinary(112, "azercell", "given not_held", slow=25), officer="orxan", says=LATE),
    Story("bucharest", "legal-information", "invest", (),
          "133d 10:00 register email; 132d 11:00 start_review; 130d 15:00 answer_directly"
          "; 129d 10:00 close",
          lawyer="nigar", says={"answer_directly": "Art. 271–273-2 of the Criminal Code are"
                                                    " enclosed in both languages."}),
    Story("prague", "preservation", "intrusion", ("traffic 203.0.113.3",), kept(171, "bakcell"),
          officer="lale"),
    Story("tallinn", "evidence", "phishing", ("subscriber 198.51.100.88",),
          ordinary(186, "baktelecom", slow=9), officer="orxan", says=LATE),
    Story("tokyo", "evidence", "cards", ("subscriber 198.51.100.230",),
          ordinary(239, "bakcell", slow=30), officer="kamran", says=COURT),
)  # fmt: skip
