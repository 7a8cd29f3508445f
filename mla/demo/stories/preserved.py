"""Requests that follow a preservation at the contact point; mla/demo/pairs.py links them.

Each asks for the data that a story of contact_point/demo/stories/ended.py has preserved.
"""

from casework.demo.story import Story
from mla.demo.stories.before_trial import accepted

AFTER = {"status": "after_preservation"}

STORIES = (
    Story(
        "rotterdam", "stored-data", "intrusion", ("traffic 192.0.2.5", "content mail@host.example"),
        accepted(12, "art-2") + "9d 15:00 order azercell; 2d 16:00 add_subtask translation 9",
        more=AFTER,
        says={"add_subtask": "Translation of the content into English"},
    ),
    Story(
        "washington", "stored-data", "cards", ("traffic 203.0.113.61",),
        "3d 10:50 register diplomatic paper; 2d 11:00 start_review; 2d 11:40 check_formally",
        officer="samir", more=AFTER,
    ),
    Story(
        "bucharest", "stored-data", "ransom", ("traffic 198.51.100.3", "traffic 198.51.100.4"),
        accepted(13, "art-5") + """
        10d 15:00 order bakcell; 6d 12:00 record_provider_answer given
        6d 15:00 add_subtask costs 20; 5d 11:00 report; 3d 10:00 finish_subtask
        """,
        officer="samir", more=AFTER,
        says={"add_subtask": "Copying of the connections of two lines for 60 days",
              "asked_of": "Bakcell, hüquq şöbəsi"},
    ),
)  # fmt: skip
