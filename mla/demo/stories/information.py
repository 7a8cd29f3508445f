"""What other States told us unasked (Art. 26): bound by conditions, passed on, closed."""

from casework.demo.story import Story

KIND = "spontaneous-information"

INFORMATION = (
    # Nothing is used before its conditions are accepted.
    Story(
        "washington", KIND, "intrusion", (), "27h register email paper",
        more={
            "subject": "A command server at a hosting provider in Baku",
            "summary": "In our own investigation we found that the address 203.0.113.199 steers"
                       " computers that were broken into. It may be of use to you.",
            "terms": "For investigation only; not as evidence before a court without our consent.",
            "is_confidential": True,
            "confirmation_requested": True,
        },
    ),
    Story(
        "rotterdam", KIND, "cards", (),
        """
        9d 10:10 register network paper; 8d 11:30 accept_terms; 8d 14:00 acknowledge_information
        7d 10:20 pass_to_body mia
        """,
        officer="samir", persons=(("suspect", "Orxan Babazadə"),),
        more={
            "subject": "Card data of customers of banks in Azerbaijan, offered for sale",
            "summary": "On a forum that we have seized, 1 840 card numbers of banks in Azerbaijan"
                       " were offered. The list is enclosed.",
            "terms": "Only for proceedings about computer-related fraud.",
        },
        says={"pass_to_body": "Banklara xəbərdarlıq edilməsi xahiş olunur."},
    ),
    Story(
        "izmir", KIND, "invest", (),
        """
        33d 10:40 register diplomatic; 32d 10:00 acknowledge_information
        31d 12:00 pass_to_body mia; 11d 15:30 close
        """,
        at="MOJ", officer="fidan",
        more={
            "subject": "Victims in Azerbaijan named in a judgment",
            "summary": "Our court has found that 14 victims of the defendants live in Azerbaijan;"
                       " their names follow from the judgment.",
        },
        says={"close": "The Ministry of Internal Affairs has told the victims; four of them have"
                       " joined the proceedings abroad."},
    ),
)  # fmt: skip
