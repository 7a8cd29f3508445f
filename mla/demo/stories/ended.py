"""Requests of both authorities with an outcome, closed and to be closed."""

from casework.demo.story import Story
from mla.demo.stories.before_trial import accepted


def given(day: int, provider: str, outcome: str = "given") -> str:
    """Return the course from the order to the closing letter of a request accepted before."""
    return f"""
    {day - 3}d 15:00 order {provider}; {day - 7}d 16:05 record_provider_answer {outcome}
    {day - 8}d 11:30 report; {day - 9}d 10:15 close
    """


STORIES = (
    Story(
        "cologne", "subscriber", "phishing", ("subscriber 203.0.113.71",),
        accepted(45, "art-8") + given(45, "azercell"), officer="samir",
    ),
    Story(
        "rotterdam", "stored-data", "intrusion", ("traffic 192.0.2.12", "subscriber 192.0.2.12"),
        accepted(96, "art-2") + given(96, "bakcell", "given not_held"),
    ),
    Story(
        "tokyo", "subscriber", "cards", ("subscriber 203.0.113.118",),
        accepted(151, "art-6") + given(151, "azertelecom"), officer="samir",
    ),
    # Conditions of use, accepted before the material left.
    Story(
        "london", "stored-data", "insider", ("subscriber 203.0.113.61", "content box@mail.example"),
        accepted(15, "art-2") + """
        13d 12:00 set_condition; 12d 15:00 order azercell; 12d 16:00 record_acceptance
        9d 12:00 record_provider_answer given; 6d 11:00 report
        """,
        says={"set_condition": "Only for the proceedings named in the request."},
    ),
    Story(
        "bucharest", "stored-data", "ransom", ("traffic 198.51.100.7", "content 198.51.100.7"),
        accepted(18, "art-5") + """
        15d 15:00 order delta-telecom; 11d 12:00 record_provider_answer given refused
        9d 11:00 report unsent
        """,
        officer="samir",
    ),
    Story(
        "astana", "subscriber", "cards", ("traffic 192.0.2.190",),
        accepted(22, "art-6") + """
        19d 15:00 order ultel; 14d 12:00 record_provider_answer not_held deleted; 13d 11:00 report
        """,
        more={"basis": "minsk"},
    ),
    # Dual criminality not met: refused and closed.
    Story(
        "kyiv", "subscriber", "libel", ("subscriber 198.51.100.134",),
        """
        52d 10:00 register diplomatic; 51d 10:00 start_review; 51d 11:00 check_formally
        50d 11:00 judge_reciprocity; 50d 11:30 judge_dual_criminality not_met
        49d 12:00 refuse dual-criminality; 47d 10:00 close
        """,
        says={"judge_dual_criminality": "No offence under our Criminal Code corresponds to it.",
              "refuse": "The conduct described is no offence under the law of Azerbaijan."},
    ),
    Story(
        "madrid", "stored-data", "phishing", ("subscriber 203.0.113.7",),
        accepted(17, "art-8") + "12d 10:00 withdraw unsent", officer="samir",
    ),
    Story(
        "tokyo", "other-assistance", "missing", ("subscriber +994105550155",),
        "14d 10:20 register interpol; 13d 10:00 start_review; 12d 15:00 forward mia",
        says={"forward": "The search for missing persons is the police’s."},
    ),
    Story(
        "vilnius", "stored-data", "flood", ("traffic 192.0.2.243",),
        """
        105d 10:00 register mail; 104d 10:30 start_review
        104d 11:00 check_formally substance:missing
        102d 12:00 ask; 87d 10:00 remind_requester; 71d 10:00 remind_requester; 12d 11:00 let_lapse
        """,
        officer="samir",
        says={"check_formally": "No period of the data.", "ask": "The period of the data."},
    ),
    Story(
        "prague", "stored-data", "phishing", ("subscriber 192.0.2.128",),
        "21d 10:00 register email; 20d 10:00 void",
        says={"void": "A courtesy copy of a request to another State."},
    ),
    Story(
        "warsaw", "subscriber", "invest", ("subscriber 198.51.100.222",),
        """
        78d 10:00 register diplomatic paper; 77d 10:00 start_review; 77d 11:00 check_formally
        76d 12:00 accept; 75d 15:00 assign_body mia; 75d 15:30 order baktelecom
        70d 12:00 record_provider_answer given; 70d 15:00 record_body_report
        69d 11:00 report; 67d 10:00 close
        """,
        officer="fidan", more={"stage": "trial", "basis": "ets-30"},
    ),
)  # fmt: skip
