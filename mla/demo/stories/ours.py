"""Our own requests to other States, in every state of their procedure."""

from casework.demo.story import Story

TRIAL = {"stage": "trial"}


def prepared(day: int, language: str = "English") -> str:
    """Return the course until approval of a request initiated `day` days ago."""
    return f"""
    {day}d 09:{day % 50:02} register mail; {day - 1}d 10:00 collect
    {day - 1}d 11:00 translate {language}; {day - 4}d 12:00 record_translation
    {day - 4}d 14:00 submit; {day - 5}d 10:00 start_check; {day - 5}d 15:00 pass_check
    {day - 6}d 11:00 approve
    """


OURS = (
    Story(
        "london", "subscriber", "invoice", ("subscriber accounts@payroll.example",),
        "5h register mail", persons=(("suspect", "Zaur İsgəndərli"),),
    ),
    Story(
        "rotterdam", "stored-data", "ransom", ("content 198.51.100.180",),
        "2d 11:00 register mail; 27h collect",
        officer="samir", more={"initiator": "sss-cyber"},
    ),
    # Preserved abroad: our request has to leave before that ends.
    Story(
        "washington", "stored-data", "intrusion", ("traffic 192.0.2.61", "content 192.0.2.61"),
        """
        52d 10:20 register mail; 52d 11:00 ask_preservation; 49d 10:00 record_kept 60
        20d 10:00 collect; 19d 11:00 translate English; 6d 10:00 add_subtask materials 7
        """,
        more={"initiator": "sss-cyber"}, persons=(("suspect", "Ramil Cəbrayılov"),),
        says={"record_kept": "CCIPS 24/7-88120",
              "add_subtask": "The decision of the court on the seizure of the account",
              "asked_of": "DTX, Kibertəhlükəsizlik üzrə istintaq şöbəsi"},
    ),
    Story(
        "kyiv", "subscriber", "phishing", ("subscriber 203.0.113.234",),
        """
        8d 09:50 register mail; 7d 10:00 collect; 7d 11:00 translate Ukrainian
        3d 10:00 record_translation; 3d 11:00 submit
        """,
        officer="samir",
    ),
    Story(
        "warsaw", "evidence", "cards", ("subscriber shop@cards.example",),
        """
        9d 10:00 register mail; 8d 10:00 collect; 8d 11:00 translate Polish
        4d 12:00 record_translation; 4d 14:00 submit; 2d 10:00 start_check; 2d 15:00 pass_check
        26h approve undecided
        """,
        more=TRIAL, persons=(("accused", "Vüsal Ağayarov"),),
    ),
    Story(
        "izmir", "evidence", "threat", ("subscriber +905325550171",),
        """
        11d 10:00 register mail; 10d 10:00 collect; 10d 11:00 submit; 8d 10:00 start_check
        7d 11:00 return_defects data decision
        """,
        officer="fidan", more={**TRIAL, "basis": "bilateral"},
        says={"return_defects": "Add the decision of the court; name the period of the data."},
    ),
    Story(
        "tbilisi", "subscriber", "invest", ("subscriber 203.0.113.245",),
        prepared(9, "Georgian"), persons=(("suspect", "Fuad Şərifzadə"),),
    ),
    # Over a treaty with the direct channel.
    Story(
        "cologne", "subscriber", "phishing", ("subscriber 192.0.2.230", "traffic 192.0.2.230"),
        prepared(24, "German") + "17d 10:00 send_directly email; 12d 10:00 acknowledge",
        officer="samir",
    ),
    # 60 days without an answer: two reminders left, the third is near.
    Story(
        "dubai", "stored-data", "invest", ("content broker@shares.example",),
        prepared(78, "Arabic") + """
        71d 10:00 send; 41d 10:00 remind_abroad; 11d 10:00 remind_abroad
        """,
        more={"basis": "untoc"}, persons=(("suspect", "Tamerlan Qocayev"),),
    ),
    Story(
        "bucharest", "stored-data", "voucher", ("content 203.0.113.16",),
        prepared(47, "Romanian") + """
        40d 10:00 send; 30d 10:00 acknowledge; 8d 11:00 record_question
        """,
        officer="samir",
    ),
    Story(
        "paris", "subscriber", "missing", ("subscriber +33700555012", "traffic +33700555012"),
        prepared(66, "French") + """
        59d 10:00 send_directly network; 55d 10:00 acknowledge; 20d 11:00 record_partial
        """,
    ),
    Story(
        "milan", "evidence", "invoice", ("subscriber conto@invoice.example",),
        prepared(58, "Italian") + """
        51d 10:00 send; 44d 10:00 acknowledge; 35d 11:00 record_question
        35d 12:00 add_subtask translation 5; 33d 10:00 finish_subtask
        33d 12:00 answer_question; 3d 11:00 record_reply
        """,
        officer="fidan", more={**TRIAL, "basis": "ets-30"},
        says={"add_subtask": "Translation of our answer into Italian"},
    ),
    Story(
        "vilnius", "subscriber", "cards", ("subscriber 198.51.100.91",),
        prepared(85, "Lithuanian") + """
        78d 10:00 send; 70d 10:00 acknowledge; 9d 11:00 record_reply; 7d 10:00 forward_reply
        """,
    ),
    Story(
        "tallinn", "subscriber", "intrusion", ("subscriber 192.0.2.143",),
        prepared(110, "Estonian") + """
        103d 10:00 send; 95d 10:00 acknowledge; 40d 11:00 record_reply; 38d 10:00 forward_reply
        36d 10:00 close
        """,
        officer="samir",
    ),
    Story(
        "london", "subscriber", "libel", ("subscriber critic@post.example",),
        prepared(73) + "66d 10:00 send; 55d 10:00 acknowledge; 15d 11:00 record_refusal",
        officer="fidan", more={**TRIAL, "basis": "ets-30"},
    ),
    Story(
        "prague", "evidence", "flood", ("traffic 203.0.113.180",),
        "31d 10:00 register mail; 30d 10:00 collect; 29d 11:00 translate Czech; 22d 10:00 withdraw",
        officer="samir",
    ),
)  # fmt: skip
