"""Requests in execution: in time and late, prolonged, refused by providers, before a court."""

from casework.demo.story import Story

TRAFFIC = "Traffic data of many lines: the provider needs more time."
COURT = "The decision of the court is awaited."
LATE = "The provider has not answered."

STORIES = (
    Story(
        "rome", "evidence", "phishing", ("subscriber 203.0.113.58", "traffic 203.0.113.58"),
        """
        8d 09:25 register network paper; 8d 10:40 start_review; 7d 11:15 accept
        7d 15:30 order bakcell
        """,
    ),
    Story(
        "bka", "evidence", "invest", ("subscriber 198.51.100.140", "traffic 198.51.100.140"),
        """
        15d 10:10 register network; 14d 10:00 start_review; 13d 12:20 accept
        13d 16:00 order azercell
        12d 11:00 order delta-telecom 2; 9d 15:15 record_provider_answer given
        """,
        officer="kamran",
        persons=(("suspect", "Ramil Cəbrayılov"), ("suspect", "Zaur İsgəndərli")),
    ),
    Story(
        "washington", "evidence", "intrusion", ("traffic 192.0.2.201 192.0.2.202",),
        """
        21d 18:45 register network; 20d 10:05 start_review; 19d 11:40 accept
        19d 16:10 order azertelecom
        2d 10:00 note
        """,
        officer="lale",
        says={"note": "AzerTelekom üç dəfə xəbərdar edilib, məktub qeydiyyatdadır."},
    ),
    Story(
        "paris", "evidence", "invoice", ("traffic 203.0.113.33", "subscriber 203.0.113.33"),
        """
        78d 11:20 register diplomatic; 77d 10:30 start_review; 76d 12:00 accept
        75d 15:00 order aztelekom
        69d 10:00 prolong ceiling; 40d 11:00 record_provider_answer pending 20; 12d 15:40 note
        """,
        officer="kamran",
        says={"prolong": LATE, "note": "Aztelekom: arxivdən axtarış hələ bitməyib."},
    ),
    Story(
        "hague", "evidence", "ransom", ("content ransom.desk@mail.example",),
        """
        12d 10:00 register network; 12d 11:30 start_review; 11d 10:45 accept
        10d 15:10 apply_to_court
        5d 11:00 prolong 30
        """,
        officer="lale", lawyer="nigar", says={"prolong": COURT},
    ),
    Story(
        "bucharest", "evidence", "cards", ("traffic 198.51.100.9", "subscriber 198.51.100.10"),
        """
        19d 09:45 register network; 18d 10:10 start_review; 17d 12:30 accept
        17d 16:30 order delta-telecom
        11d 10:15 prolong 20; 2d 15:20 prolong 35 undecided
        """,
        says={"prolong": TRAFFIC},
    ),
    Story(
        "warsaw", "evidence", "invest", ("subscriber 203.0.113.166",),
        """
        17d 10:50 register email; 16d 11:00 start_review; 15d 10:30 accept; 15d 14:50 order ultel
        11d 16:05 record_provider_answer refused; 9d 11:30 prolong 25; 6d 15:00 order ultel search
        """,
        officer="kamran",
        persons=(("suspect", "Cavid Ağazadə"),),
        says={"prolong": COURT, "record_provider_answer": "Ultel: only with a court decision."},
    ),
    Story(
        "london", "evidence", "invest", ("subscriber 192.0.2.77", "content team@invest.example"),
        """
        24d 10:20 register network; 23d 11:10 start_review; 22d 12:00 accept
        21d 15:45 order baktelecom
        16d 10:30 postpone 45
        """,
        lawyer="nigar",
    ),
    Story(
        "ankara", "locating", "invest", ("subscriber +994555550117",),
        "13d 09:10 register police; 12d 10:20 start_review; 11d 15:00 postpone 20",
        officer="lale", lawyer="nigar",
        says={"postpone": "Our own criminal case against the same persons is at its searches."},
    ),
    Story(
        "kyiv", "evidence", "flood", ("traffic 198.51.100.44",),
        """
        9d 14:30 register network; 8d 10:00 start_review; 7d 12:10 accept; 7d 15:50 order baktelecom
        5d 15:55 follow_up; 3d 16:00 follow_up; 2d 12:10 note
        """,
        says={"note": "Baktelekom does not take the telephone; the head of the shift was told."},
        more={"is_urgent": True, "urgency": "volatile"},
    ),
    Story(
        "prague", "evidence", "ransom", ("traffic 192.0.2.150",),
        """
        25d 10:00 register network; 24d 11:00 start_review; 23d 12:00 accept traffic-live
        22d 15:00 apply_to_court; 16d 10:30 prolong ceiling
        14d 16:00 order azertelecom traffic-live
        """,
        officer="kamran", lawyer="nigar",
        says={"prolong": COURT, "order": "Accounts and addresses change daily; logs are not kept."},
    ),
    Story(
        "tokyo", "evidence", "cards", ("subscriber 198.51.100.61",),
        """
        8d 07:50 register network; 7d 09:30 start_review; 7d 15:20 set_condition; 6d 10:10 accept
        6d 14:00 order azercell; 2d 11:25 record_provider_answer given
        """,
        officer="kamran",
        says={"set_condition": "Used only in the case that the request names."},
    ),
    Story(
        "tallinn", "evidence", "invoice", ("subscriber 203.0.113.5",),
        """
        10d 10:30 register network; 9d 10:00 start_review; 8d 11:45 accept; 7d 09:20 order aztelekom
        """,
        officer="orxan",
    ),
    Story(
        "tbilisi", "evidence", "cards", ("traffic 192.0.2.90", "subscriber +994705550163"),
        """
        7d 11:00 register email; 6d 10:40 start_review; 5d 12:00 accept; 5d 15:10 order azerfon 2
        3d 10:30 order delta-telecom 1; 2d 14:00 assign lale; 26h note lale
        """,
        officer="orxan",
        says={"note": "Taken over from Orxan Vəliyev, who is away. Azerfon: cavab gözlənilir."},
    ),
    Story(
        "rome", "evidence", "flood", ("traffic 198.51.100.180",),
        """
        11d 12:40 register network; 10d 10:00 start_review; 9d 11:20 accept
        9d 16:00 order delta-telecom
        3d 15:45 record_provider_answer not_held; 25h report undecided
        """,
        says={"report": "Delta Telecom keeps no such logs; there is no duty to retain them."},
    ),
    Story(
        "chisinau", "evidence", "libel", ("subscriber 203.0.113.212",),
        """
        9d 10:10 register network; 8d 11:00 start_review; 4d 15:35 refuse dual-criminality undecided
        """,
        officer="lale", lawyer="nigar", supervisor="vuqar",
        says={"refuse": "What the posts say is no criminal offence in Azerbaijan."},
    ),
    Story(
        "washington", "evidence", "ransom", ("subscriber 192.0.2.14", "traffic 192.0.2.14"),
        """
        6d 20:10 register network; 5d 10:00 start_review; 4d 12:15 accept; 4d 15:40 order azercell
        2d 16:30 record_provider_answer given; 22h postpone 30 undecided
        """,
        officer="kamran",
    ),
    Story(
        "bka", "evidence", "cards", ("subscriber 203.0.113.99",),
        """
        34d 10:00 register network; 33d 10:30 start_review; 32d 12:00 accept
        32d 15:20 order azercell
        27d 11:00 record_provider_answer given; 26d 10:00 report; 25d 12:00 close
        3d 11:40 reopen; 2d 10:05 add_item
        """,
        officer="lale",
    ),
    Story(
        "paris", "evidence", "phishing", ("traffic 203.0.113.122",),
        "25h register network; 23h assign kamran; 5h start_review",
        officer="registrar",
    ),
    Story(
        "bucharest", "preservation", "intrusion", ("traffic 198.51.100.12",),
        "28h register network; 27h assign lale; 26h start_review; 8h preserve bakcell",
        officer="registrar",
    ),
)  # fmt: skip
