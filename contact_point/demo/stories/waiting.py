"""Requests that wait for the requester: questions, reminders, a decision left to who asked."""

from casework.demo.story import Story

STORIES = (
    Story(
        "madrid", "evidence", "invest", ("subscriber 192.0.2.51",),
        "9d 10:15 register email; 8d 10:30 start_review; 6d 11:20 ask",
    ),
    Story(
        "ankara", "preservation", "phishing", ("traffic 203.0.113.190",),
        """
        22d 09:50 register police; 21d 10:00 start_review; 20d 12:10 ask; 6d 09:30 remind_requester
        """,
        officer="kamran",
        says={"ask": "The relation of the data to the offence.\nWhy preservation is necessary."},
    ),
    Story(
        "kyiv", "evidence", "invoice", ("traffic 198.51.100.99",),
        """
        70d 13:00 register email; 69d 10:00 start_review; 67d 15:30 ask
        52d 10:10 remind_requester; 36d 10:10 remind_requester
        """,
        officer="lale", lawyer="nigar",
        says={"ask": "The legal basis is not named.\nThe time zone of the times."},
    ),
    Story(
        "hague", "preservation", "cards", ("content https://cards.example/board/41",),
        "5d 10:00 register network; 4d 10:20 start_review; 3d 12:00 ask_to_decide",
        officer="kamran", lawyer="nigar",
        says={"ask_to_decide": "The only provider belongs to a relative of the suspect."},
    ),
    Story(
        "prague", "evidence", "intrusion", ("traffic 203.0.113.71", "subscriber 203.0.113.71"),
        """
        8d 10:40 register network; 7d 11:00 start_review; 6d 12:30 ask; 26h record_answer
        """,
    ),
    Story(
        "tallinn", "preservation", "phishing", ("traffic 192.0.2.240", "subscriber 192.0.2.240"),
        "2d 09:00 register network; 27h start_review; 25h ask unsent",
        officer="lale",
        says={"ask": "No time is stated at which the address was in use."},
    ),
)  # fmt: skip
