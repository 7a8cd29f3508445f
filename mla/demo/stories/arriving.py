"""What has just come, and what stands before the gate of the Prosecutor General's Office."""

from casework.demo.story import Story

STORIES = (
    Story(
        "cologne", "subscriber", "invest", ("subscriber 203.0.113.66", "traffic 203.0.113.66"),
        "3h register mail paper",
        persons=(("suspect", "Pərviz Ağabəyli"),),
        more={"formal_required": True, "confirmation_requested": True},
    ),
    Story(
        "rotterdam", "real-time-traffic", "flood", ("traffic 198.51.100.61",),
        "26h register network; 25h start_review; 24h check_formally",
        officer="samir",
        more={"is_urgent": True, "urgency": "volatile", "answer_by_at": "+40h",
              "urgency_note": "The attacks begin each evening at seven."},
    ),
    # The same request as a copy by e-mail and, nine days later, as the original on paper.
    Story(
        "vilnius", "subscriber", "phishing", ("subscriber 192.0.2.130",),
        """
        13d 10:15 register email copy; 12d 10:00 start_review; 12d 11:00 check_formally
        12d 12:00 judge_reciprocity; 12d 12:30 judge_dual_criminality art-8; 11d 11:00 accept
        10d 15:00 order azercell
        """,
        more={"formal_required": True}, key="copy",
    ),
    Story(
        "vilnius", "subscriber", "phishing", ("subscriber 192.0.2.130",),
        "4d 09:40 register mail paper; 3d 10:00 note; 3d 10:20 mark_duplicate copy",
        says={"note": "E-poçtla gələn surətin əsli: eyni istinad, eyni verilənlər."},
    ),
    Story(
        "tallinn", "subscriber", "cards", ("subscriber 203.0.113.151",),
        """
        6d 11:10 register email copy; 5d 10:00 start_review; 5d 10:40 check_formally
        2d 09:30 add_receipt mail
        """,
        officer="samir", persons=(("suspect", "Şəbnəm Qaraşova"),),
        more={"formal_required": True},
    ),
    # Dual criminality not met: the refusal is proposed.
    Story(
        "chisinau", "subscriber", "libel", ("subscriber 198.51.100.45",),
        """
        5d 10:20 register diplomatic paper; 4d 10:00 start_review; 4d 10:30 check_formally
        3d 11:00 judge_reciprocity; 3d 11:40 judge_dual_criminality not_met
        2d 15:00 refuse dual-criminality undecided
        """,
        says={
            "judge_dual_criminality": "Criticism of State bodies without threat or violence is no"
                                      " offence under our Criminal Code.",
            "refuse": "The conduct described is no offence under the law of Azerbaijan.",
        },
    ),
    # Dual criminality unknown: nothing is accepted before that is clear.
    Story(
        "bucharest", "stored-data", "gambling", ("content https://bet.example/accounts",),
        """
        4d 12:00 register network; 3d 10:30 start_review; 3d 11:15 check_formally
        2d 11:00 judge_reciprocity; 2d 11:45 judge_dual_criminality unknown
        """,
        officer="samir", persons=(("suspect", "Oğuz Bağırov"),),
        says={"judge_dual_criminality": "Whether bets without a licence reach the threshold of our"
                                        " article on illegal enterprise depends on the income."},
    ),
    # Not required, with the reason.
    Story(
        "milan", "other-assistance", "missing", ("subscriber +994705550163",),
        """
        3d 09:50 register interpol; 3d 11:00 start_review; 2d 10:00 check_formally
        2d 10:30 judge_reciprocity; 2d 11:00 judge_dual_criminality not_required
        """,
        persons=(("victim", "Giulia Ferraro"), ("witness", "Vəfa İsgəndərova")),
        says={"judge_dual_criminality": "Only a witness is to be found, with her consent; no"
                                        " coercive measure is asked for."},
        more={"is_urgent": True, "urgency": "life"},
    ),
    # Reciprocity still unknown.
    Story(
        "cbi", "subscriber", "invest", ("subscriber 192.0.2.171",),
        """
        7d 10:00 register diplomatic; 6d 10:30 start_review; 6d 11:30 check_formally
        5d 12:00 judge_reciprocity unknown
        """,
        officer="samir", more={"basis": ""},
        says={"judge_reciprocity": "No like request of ours is known; the embassy was asked."},
    ),
    # Defects of form, for which the requester is asked.
    Story(
        "krakow", "stored-data", "intrusion", ("content admin@clinic.example",),
        """
        12d 10:40 register mail paper; 11d 10:00 start_review
        11d 11:00 check_formally language:missing persons:missing
        10d 12:10 ask
        """,
        says={
            "check_formally": "No translation is enclosed; the suspect is named without address.",
            "ask": "A translation into Azerbaijani.\nAddress and date of birth of the suspect.",
        },
        persons=(("suspect", "Nurlan Dədəşov"),), more={"is_signed": False},
    ),
    Story(
        "kyiv", "subscriber", "invoice", ("subscriber 203.0.113.19", "traffic 203.0.113.19"),
        """
        40d 10:00 register mail; 39d 10:00 start_review
        39d 11:00 check_formally signed:missing
        37d 12:10 ask; 22d 10:00 remind_requester; 6d 10:00 remind_requester
        """,
        officer="samir",
        says={"check_formally": "Neither signature nor stamp.", "ask": "Signature and stamp."},
        more={"is_signed": False},
    ),
    Story(
        "paris", "stored-data", "ransom", ("traffic 198.51.100.88", "subscriber 198.51.100.88"),
        "27h register email; 26h start_review; 25h ask_to_decide",
        says={"ask_to_decide": "Confidentiality cannot be granted: the provider tells its customer"
                               " of every order."},
        more={"is_confidential": True},
    ),
)  # fmt: skip
