"""Requests with an outcome: letters still owed, releases to be looked at, data that are kept."""

from casework.demo.story import Story

STORIES = (
    Story(
        "bka", "evidence", "phishing", ("subscriber 203.0.113.17",),
        """
        11d 09:10 register network; 10d 10:10 start_review; 9d 11:15 accept; 9d 15:00 order azercell
        5d 12:00 record_provider_answer given; 2d 10:20 report unsent
        """,
    ),
    Story(
        "warsaw", "evidence", "cards", ("subscriber 198.51.100.33", "traffic 198.51.100.33"),
        """
        16d 10:00 register network; 15d 10:30 start_review; 14d 12:00 accept
        14d 15:10 order bakcell
        8d 16:00 record_provider_answer given not_held; 6d 10:10 report
        """,
        officer="kamran",
    ),
    Story(
        "tokyo", "evidence", "flood", ("traffic 192.0.2.210",),
        """
        20d 06:40 register network; 19d 10:00 start_review; 18d 11:00 accept
        18d 15:00 order azertelecom
        12d 15:30 record_provider_answer not_held; 10d 11:00 report unsent
        """,
        officer="lale",
    ),
    Story(
        "chisinau", "evidence", "libel", ("subscriber 198.51.100.250",),
        "26d 10:30 register email; 25d 11:00 start_review; 22d 12:00 refuse political-offence",
        lawyer="nigar", supervisor="vuqar",
        says={"refuse": "The posts are political criticism; the act has a political character."},
    ),
    Story(
        "rome", "evidence", "invoice", ("traffic 203.0.113.44",),
        """
        13d 11:10 register network; 12d 10:00 start_review; 11d 12:00 accept; 11d 15:30 order ultel
        5d 09:40 withdraw unsent
        """,
        officer="lale",
    ),
    Story(
        "tbilisi", "locating", "missing", ("subscriber +994515550128",),
        "10d 10:20 register police; 9d 10:00 start_review; 8d 15:00 forward mia",
        officer="kamran",
        says={"forward": "The search for missing persons is the police’s."},
    ),
    Story(
        "kyiv", "evidence", "cards", ("traffic 198.51.100.71",),
        """
        95d 10:00 register email; 94d 10:30 start_review; 92d 12:00 ask
        77d 10:00 remind_requester; 61d 10:00 remind_requester; 3d 11:00 let_lapse
        """,
        officer="orxan", lawyer="nigar",
    ),
    Story(
        "ankara", "evidence", "missing", ("subscriber +994775550190",),
        """
        44h register network; 43h start_review; 42h accept; 41h order azercell
        39h record_provider_answer given; 38h report_alone
        """,
        officer="lale",
        persons=(("victim", "Elif Demir"),),
        more={"is_urgent": True, "urgency": "life", "answer_by_at": "36h"},
    ),
    Story(
        "prague", "evidence", "phishing", ("subscriber 192.0.2.121",),
        "17d 10:00 register email registrar; 17d 15:00 take_on lale; 16d 10:00 void",
        officer="lale",
    ),
    Story(
        "warsaw", "evidence", "invoice", ("traffic 198.51.100.112",),
        """
        120d 10:00 register email; 119d 10:30 start_review; 117d 12:00 ask
        102d 10:00 remind_requester; 86d 10:00 remind_requester; 55d 11:00 let_lapse
        54d 10:00 close; 2d 10:20 record_late_answer
        """,
        officer="lale",
    ),
    Story(
        "madrid", "technical-advice", "ransom", (),
        "5d 10:30 register network; 4d 11:00 start_review; 3d 15:00 answer_directly",
        lawyer="nigar",
        says={"answer_directly": "The address belongs to a pool behind one gateway: without the"
                                 " source port no subscriber can be found."},
    ),
    Story(
        "hague", "preservation", "intrusion", ("traffic 192.0.2.5", "content mail@host.example"),
        """
        57d 09:30 register network; 57d 10:00 start_review; 57d 10:30 preserve azercell
        56d 16:00 record_preserved; 55d 10:00 confirm_preservation; 55d 11:00 accept
        54d 10:00 report; 53d 12:00 close
        """,
        officer="kamran",
        more={"is_urgent": True, "urgency": "volatile"},
    ),
    Story(
        "washington", "preservation", "cards", ("traffic 203.0.113.61",),
        """
        51d 19:30 register network; 50d 10:00 start_review; 50d 10:40 preserve delta-telecom
        49d 15:30 record_preserved; 48d 10:00 confirm_preservation; 48d 11:10 accept
        47d 10:00 report; 46d 11:00 close
        """,
    ),
    Story(
        "bucharest", "preservation", "ransom", ("traffic 198.51.100.3", "traffic 198.51.100.4"),
        """
        72d 09:20 register network; 72d 10:10 start_review; 72d 11:00 preserve bakcell
        71d 15:00 record_preserved; 70d 10:30 confirm_preservation; 70d 11:30 accept
        69d 10:00 report; 68d 12:00 close; 14d 10:40 renew_preservation 90
        """,
        officer="lale",
    ),
    Story(
        "tallinn", "preservation", "invest", ("traffic 192.0.2.33",),
        """
        66d 10:00 register network; 66d 10:30 start_review; 66d 11:00 preserve ultel
        65d 15:00 record_preserved; 64d 10:00 confirm_preservation; 64d 11:00 accept
        63d 10:00 report; 62d 12:00 close
        """,
        officer="orxan",
        more={"mla_intended": False},
    ),
    Story(
        "prague", "disclosure", "flood", ("traffic 203.0.113.240",),
        """
        33d 10:00 register network; 33d 10:40 start_review; 33d 11:10 preserve azertelecom
        32d 15:00 record_preserved; 31d 10:00 confirm_preservation; 31d 11:00 accept disclose
        30d 10:00 report; 29d 12:00 close
        """,
    ),
)  # fmt: skip
