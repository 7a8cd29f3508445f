"""Requests in execution at the Prosecutor General's Office: every measure, in time and late."""

from casework.demo.story import Story


def accepted(day: int, article: str, *words: str) -> str:
    """Return the course from receipt to acceptance of a request received `day` days ago."""
    return f"""
    {day}d 09:{day % 50:02} register network
    {day - 1}d 10:00 start_review; {day - 1}d 10:40 check_formally
    {day - 1}d 14:10 judge_reciprocity; {day - 1}d 14:40 judge_dual_criminality {article}
    {day - 2}d 11:20 accept {" ".join(words)}
    """


PROVIDER = "The provider needs more time for the traffic data of a whole month."

STORIES = (
    # Two providers, one of which refuses; then the court orders a search.
    Story(
        "london", "stored-data", "invoice",
        ("subscriber 203.0.113.88", "traffic 203.0.113.88", "content pay@supplier.example"),
        accepted(13, "art-8") + """
        11d 15:00 assign_body mia 9; 10d 15:00 order azercell 1; 10d 15:30 order delta-telecom 2
        7d 12:00 record_provider_answer refused; 7d 12:40 apply_to_court
        5d 11:00 order delta-telecom search 2; 5d 12:00 add_subtask translation 3
        """,
        persons=(("suspect", "Elşən Rəcəbli"), ("suspect", "Günay Həşimova")),
        says={"apply_to_court": "Delta Telecom refused the production.",
              "add_subtask": "Translation of the decision on the search into English"},
    ),
    # Interception by the decision of a court, six months at most.
    Story(
        "rotterdam", "content", "ransom", ("content +994505550177",),
        accepted(9, "art-5", "content-live") + """
        7d 15:00 order bakcell content-live
        """,
        officer="samir", persons=(("suspect", "Cavid Ələkbərli"),),
        says={"order": "The group speaks by telephone only; production gives no content."},
    ),
    Story(
        "washington", "real-time-traffic", "intrusion", ("traffic 192.0.2.146",),
        accepted(8, "art-2", "traffic-live") + """
        6d 15:20 order azertelecom traffic-live; 3d 12:00 note
        """,
        says={
            "order": "The connections change hourly; what is stored comes too late.",
            "note": "AzerTelekom texniki hazırlığın başa çatdığını bildirdi.",
        },
    ),
    # A special procedure that our law allows (Art. 27.3), and a condition that was declined.
    Story(
        "cologne", "other-assistance", "insider",
        ("subscriber buyer@market.example", "traffic 192.0.2.99"),
        accepted(10, "art-2") + """
        8d 12:00 set_condition; 8d 15:00 order azerfon
        4d 11:30 record_provider_answer given; 4d 12:00 add_subtask translation 6
        27h record_decline
        """,
        officer="samir", persons=(("suspect", "Anar Çıraqov"),),
        says={"set_condition": "Only for the proceedings named; not for taxation.",
              "record_decline": "§ 116 of the Fiscal Code obliges every court to report."},
        more={"special_procedure": "The witness is to be told of the right to refuse testimony"
                                   " under § 52 of the German code."},
    ),
    # A special procedure that is not followed, and the last day put off: proposed, undecided.
    Story(
        "prague", "stored-data", "cards", ("traffic 203.0.113.12", "content shop@cards.example"),
        accepted(14, "art-6", "unfollowed") + """
        11d 15:00 order baktelecom; 2d 11:00 follow_up; 25h prolong 30 undecided
        """,
        more={"special_procedure": "The testimony is to be taken under oath by the police.",
              "answer_by_at": "+60h"},
        says={"prolong": PROVIDER,
              "unfollowed": "CPC 95: witnesses take no oath before the police."},
    ),
    Story(
        "tbilisi", "subscriber", "phishing", ("subscriber 203.0.113.205", "traffic 203.0.113.205"),
        accepted(27, "art-8") + """
        24d 15:00 order azercell; 19d 10:00 prolong 40; 8d 12:00 note
        """,
        says={"prolong": PROVIDER, "note": "Azercell: arxiv məlumatları ayın sonuna hazır olur."},
    ),
    # Late, past the ceiling.
    Story(
        "astana", "subscriber", "invest", ("subscriber 198.51.100.19",),
        accepted(68, "art-8") + """
        65d 15:00 order ultel; 60d 10:00 prolong 55
        """,
        officer="samir", more={"basis": "chisinau"},
        says={"prolong": "The provider has moved its archive and has not answered."},
    ),
    # Postponed, with the day on which it is looked at again.
    Story(
        "madrid", "stored-data", "voucher", ("subscriber 198.51.100.73", "content 198.51.100.73"),
        accepted(20, "art-7") + """
        17d 12:00 postpone 45
        """,
        persons=(("suspect", "Tofiq Məhərrəmov"),),
        says={"postpone": "Searches of our own in the same group of companies are at hand."},
    ),
    # The court has the case now: it passes to the Ministry of Justice with number and history.
    Story(
        "milan", "stored-data", "invoice", ("traffic 192.0.2.77", "content conto@bank.example"),
        accepted(16, "art-8") + """
        13d 15:00 order bakcell 1; 6d 11:00 pass_on; 5d 10:10 take_on fidan
        5d 10:30 start_review; 5d 11:00 note fidan
        """,
        persons=(("accused", "İlqar Şükürov"),),
        says={"pass_on": "The Procura has filed the indictment; the court asks from now on.",
              "note": "İş Baş Prokurorluqdan qəbul edildi, nömrəsi və tarixçəsi saxlanılıb."},
    ),
    Story(
        "krakow", "subscriber", "phishing", ("subscriber 203.0.113.31",),
        accepted(11, "art-8") + """
        8d 15:00 order azercell; 26h pass_on undecided
        """,
        officer="samir",
        says={"pass_on": "The Sąd Okręgowy has opened the trial and asks for the rest."},
    ),
)  # fmt: skip
