"""What presses: urgent requests, times asked for, data about to be lost, new arrivals."""

from casework.demo.story import Story

URGENT = {"is_urgent": True, "urgency": "volatile"}
LIFE = {"is_urgent": True, "urgency": "life"}

STORIES = (
    # The urgent case of README.md: entered by the registrar, nobody has it, nothing is preserved.
    # The address was used 15 hours ago and is known for 24; the message came an hour after that,
    # so that its two days end in 34 hours, half a day after the answer is asked for.
    Story(
        "warsaw", "evidence", "threat",
        ("subscriber 203.0.113.77", "traffic 203.0.113.77"),
        "11m register network registrar paper",
        persons=(("victim", "Szkoła Podstawowa nr 214, Warszawa"),),
        more={
            **LIFE, "answer_by_at": "+20h", "loss_expected_at": "+9h",
            "confirmation_requested": True,
            "urgency_note": (
                "The message was posted 14 hours ago. Who used a shared address is kept for 24"
                " hours only. With an answer in 20 hours the police have half a day left."
            ),
            "custodian": "Azercell Telecom, by the registration of the address",
        },
        key="urgent", seen="15h",
    ),
    Story(
        "paris", "evidence", "missing", ("subscriber 198.51.100.23", "traffic 198.51.100.23"),
        """
        46h register network; 45h start_review; 45h preserve bakcell; 44h confirm_preservation
        43h accept; 42h order bakcell; 20h follow_up; 19h call; 18h note
        """,
        officer="lale",
        persons=(("victim", "Camille Laurent"), ("suspect", "Rəşad Qəhrəmanov")),
        says={
            "call": "Paris asks every few hours. Promised to ring as soon as Bakcell answers.",
            "note": "Bakcell: növbətçi cavabın səhər veriləcəyini dedi, yenidən zəng edin.",
        },
        more={**LIFE, "answer_by_at": "+5h"},
    ),
    Story(
        "bka", "preservation", "ransom", ("traffic 192.0.2.118", "subscriber 192.0.2.118"),
        """
        30h register network; 30h start_review; 29h preserve azercell; 28h note
        """,
        officer="kamran",
        says={"note": "Azercell confirmed by telephone that the request has arrived, no more."},
        more={**URGENT, "loss_expected_at": "+11h"},
    ),
    Story(
        "london", "evidence", "invoice", ("subscriber 203.0.113.140 pay.office@mail.example",),
        """
        6d 10:05 register email; 6d 11:30 start_review; 5d 10:20 accept; 5d 15:00 order aztelekom
        28h record_provider_answer given; 3h report undecided
        """,
        officer="kamran",
        persons=(("suspect", "Elvin Musazadə"),),
        says={"report": "The user of the address and the number of the contract are enclosed."},
        more={"answer_by_at": "+22h"},
    ),
    Story(
        "ankara", "evidence", "cards", ("traffic 198.51.100.201",),
        """
        4d 09:40 register police; 4d 10:10 start_review; 3d 11:00 accept
        3d 15:25 order delta-telecom; 2d 12:00 follow_up
        """,
        more={**URGENT, "answer_by_at": "6h"},
    ),
    Story(
        "tbilisi", "preservation", "phishing", ("traffic 203.0.113.9", "subscriber 203.0.113.9"),
        "7h register email registrar; 6h note registrar",
        says={"note": "Gürcüstan tərəfi formanın əslini poçtla göndərəcək."},
    ),
    Story(
        "chisinau", "locating", "invest", ("subscriber +994505550142",),
        "2d 16:40 register email registrar",
        persons=(("suspect", "Vitalie Munteanu"),),
    ),
    Story(
        "madrid", "evidence", "flood", ("traffic 192.0.2.64", "traffic 2001:db8:40::17"),
        "3h register network",
        officer="lale",
    ),
    Story(
        "tallinn", "preservation", "intrusion", ("traffic 203.0.113.201 root@host.example",),
        "3d 09:20 register network; 2d 09:15 start_review; 20h add_person",
        more={"mla_intended": False},
    ),
    Story(
        "prague", "evidence", "phishing", ("subscriber 198.51.100.77",),
        "6d 12:15 register mail; 5d 16:20 start_review",
        officer="lale",
    ),
    Story(
        "hague", "preservation", "ransom", ("content backup@host.example", "traffic 192.0.2.31"),
        """
        22h register network; 21h start_review; 20h preserve ultel 90
        """,
        officer="lale",
        more={**URGENT},
    ),
    Story(
        "kyiv", "preservation", "cards", ("content https://market.example/seller/zarina",),
        "26h register phone; 25h start_review; 25h preserve; 24h call",
        says={
            "preserve": "Rövşən Talıbov, administrator of the forum",
            "call": "The request was told by telephone; the form follows by the network.",
        },
        more={**URGENT, "formal_required": True, "is_signed": False},
    ),
)  # fmt: skip
