"""Requests of courts at the Ministry of Justice: with a treaty, with a memorandum, without any."""

from casework.demo.story import Story

TRIAL = {"stage": "trial"}

STORIES = (
    Story(
        "warsaw", "stored-data", "cards", ("content seller@forum.example",),
        "5h register diplomatic paper",
        persons=(("accused", "Rəşad Qəhrəmanov"),),
        more={**TRIAL, "basis": "ets-30"},
    ),
    # No treaty: the written assurance of reciprocity is awaited.
    Story(
        "dubai", "subscriber", "invest", ("subscriber 203.0.113.222",),
        """
        9d 10:30 register diplomatic paper; 8d 10:00 start_review; 8d 11:00 check_formally
        7d 12:00 ask
        """,
        more={**TRIAL, "basis": ""},
        says={"ask": "No treaty is cited: an express written assurance of reciprocity."},
    ),
    # A memorandum is cited: it never founds assistance.
    Story(
        "izmir", "stored-data", "cards", ("subscriber +994555550119",),
        """
        3d 10:10 register mail paper; 2d 10:00 start_review; 2d 11:00 check_formally
        2d 11:20 note
        """,
        officer="fidan", persons=(("accused", "Emre Aydın"),),
        more={**TRIAL, "basis": "tr-memorandum"},
        says={"note": "Memorandum hüquqi yardım üçün əsas deyil: qarşılıqlılıq təminatı lazımdır."},
    ),
    # No treaty, the assurance came: accepted and in execution.
    Story(
        "delhi", "stored-data", "voucher", ("traffic 198.51.100.160", "content 198.51.100.160"),
        """
        24d 10:00 register diplomatic paper; 23d 10:00 start_review; 23d 11:00 check_formally
        22d 12:00 ask; 9d 10:30 record_assurance; 9d 11:00 record_answer; 8d 12:00 accept
        7d 15:00 assign_body mia; 7d 15:30 order aztelekom
        """,
        more={**TRIAL, "basis": "reciprocity"},
        says={"ask": "An express written assurance of reciprocity.",
              "answer": "The assurance of the Ministry of Home Affairs is enclosed."},
    ),
    # Prosecutors had it, but the proceedings were at trial: handed over before the review.
    Story(
        "odesa", "subscriber", "phishing", ("subscriber 192.0.2.18",),
        "4d 10:45 register mail paper; 3d 10:20 hand_over MOJ; 2d 10:00 note",
        at="PGO", officer="officer", more=TRIAL,
        persons=(("accused", "Віктор Лисенко"), ("victim", "Gülşən Hacıyeva")),
        says={"note": "İş hələ heç kimə tapşırılmayıb: zərərçəkmiş Bakıda yaşayır."},
    ),
    Story(
        "warsaw", "subscriber", "invoice", ("subscriber 203.0.113.93", "traffic 203.0.113.93"),
        """
        19d 10:00 register diplomatic; 18d 10:00 start_review; 18d 11:30 check_formally
        17d 12:00 accept; 16d 15:00 order azercell
        9d 11:00 record_provider_answer pending 10; 9d 11:30 add_subtask costs 12
        """,
        officer="fidan", more={**TRIAL, "basis": "ets-30"},
        says={"add_subtask": "Copying of the connections, 40 working hours",
              "asked_of": "Azercell, hüquq şöbəsi"},
    ),
    Story(
        "tbilisi", "content", "threat", ("content +994515550104",),
        """
        8d 10:20 register network; 7d 10:00 start_review; 7d 10:30 check_formally
        6d 12:00 accept content-live; 6d 12:30 apply_to_court
        """,
        more=TRIAL, persons=(("accused", "Davit Lomidze"),),
    ),
    # A question that may lapse now.
    Story(
        "odesa", "stored-data", "intrusion", ("traffic 192.0.2.57",),
        """
        74d 10:00 register mail; 73d 10:30 start_review; 73d 11:30 check_formally act:missing
        71d 12:00 ask; 56d 10:00 remind_requester; 40d 10:00 remind_requester
        """,
        officer="fidan", more=TRIAL,
        says={"check_formally": "The legal qualification of the act is not stated.",
              "ask": "The legal qualification of the act."},
    ),
    # Refused: neither treaty nor assurance.
    Story(
        "dubai", "stored-data", "gambling", ("content https://bet.example/ledger",),
        """
        34d 10:00 register diplomatic; 33d 10:00 start_review; 33d 11:00 check_formally
        31d 12:00 ask; 12d 11:00 refuse no-legal-basis
        """,
        more={**TRIAL, "basis": ""},
        says={"ask": "An express written assurance of reciprocity.",
              "refuse": "No treaty binds both States, and no assurance of reciprocity was given."},
    ),
    # No treaty, assured, executed and closed.
    Story(
        "dubai", "subscriber", "phishing", ("subscriber 192.0.2.224",),
        """
        62d 10:00 register diplomatic paper; 61d 10:00 start_review; 61d 11:00 check_formally
        60d 12:00 ask; 48d 10:30 record_assurance; 48d 11:00 record_answer; 47d 12:00 accept
        46d 15:00 order azercell; 41d 12:00 record_provider_answer given; 40d 11:00 report
        39d 10:00 close
        """,
        more={**TRIAL, "basis": "reciprocity"},
        says={"ask": "An express written assurance of reciprocity."},
    ),
)  # fmt: skip
