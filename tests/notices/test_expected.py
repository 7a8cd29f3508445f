"""The pure function: tables of dates, without a database. All times are Baku's."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.clock import BAKU, end_of
from casework.notices.expected import (
    Watched,
    after_days,
    by_the_day,
    by_the_hour,
    every_day,
    expected_notices,
    morning,
    next_moment,
)
from casework.notices.kinds import PASSED, Kind

REVIEW, EXECUTION, CEILING = [1, 0], [3, 1, 0], [14, 7, 1]
HOURS = [24, 4, 1]


def at(words):
    form = "%d.%m.%Y %H:%M:%S" if words.count(":") > 1 else "%d.%m.%Y %H:%M"
    return datetime.strptime(words, form).replace(tzinfo=BAKU)


def day(words):
    return datetime.strptime(words, "%d.%m.%Y").date()


def of_day(kind, last, offsets, nominal=None, version=1):
    last_on = day(last)
    moments = by_the_day(last_on, offsets, nominal_on=day(nominal) if nominal else None)
    return Watched(kind, "", version, moments, end_of(last_on), last_on=last_on)


def of_hour(kind, last, offsets=HOURS):
    last_at = at(last)
    return Watched(kind, "", 1, by_the_hour(last_at, offsets), last_at, last_at=last_at)


def offsets(watched, now, since=None):
    rows = [watched] if isinstance(watched, Watched) else watched
    return [point.moment.offset for point in expected_notices(rows, at(now), since)]


BY_THE_DAY = [  # kind, last day, nominal day, when, what is expected
    ("review", "06.02.2026", None, "05.02.2026 07:59:59", []),
    ("review", "06.02.2026", None, "05.02.2026 08:00", [1]),
    ("review", "06.02.2026", None, "05.02.2026 23:59", [1]),
    ("review", "06.02.2026", None, "06.02.2026 07:59:59", [1]),
    ("review", "06.02.2026", None, "06.02.2026 08:00", [0]),
    ("review", "06.02.2026", None, "06.02.2026 23:59:59", [0]),
    ("review", "06.02.2026", None, "07.02.2026 00:00", []),
    ("review", "06.02.2026", None, "07.02.2026 08:00", [PASSED]),
    ("review", "06.02.2026", None, "01.01.2030 00:00", [PASSED]),
    # the warnings count from the nominal Saturday, the last day is Monday (DOMAIN example 2)
    ("execution", "16.02.2026", "14.02.2026", "11.02.2026 07:59", []),
    ("execution", "16.02.2026", "14.02.2026", "11.02.2026 08:00", [3]),
    ("execution", "16.02.2026", "14.02.2026", "13.02.2026 08:00", [1]),
    ("execution", "16.02.2026", "14.02.2026", "14.02.2026 08:00", [1]),
    ("execution", "16.02.2026", "14.02.2026", "16.02.2026 07:59", [1]),
    ("execution", "16.02.2026", "14.02.2026", "16.02.2026 08:00", [0]),
    ("execution", "16.02.2026", "14.02.2026", "17.02.2026 08:00", [PASSED]),
    # Novruz and Eid: eight days between nominal and effective (example 6)
    ("execution", "31.03.2026", "23.03.2026", "22.03.2026 08:00", [1]),
    ("execution", "31.03.2026", "23.03.2026", "31.03.2026 08:00", [0]),
    # over the end of a year (example 4), of February, and a leap day
    ("execution", "11.01.2027", "10.01.2027", "07.01.2027 08:00", [3]),
    ("ceiling", "28.02.2027", None, "14.02.2027 08:00", [14]),
    ("ceiling", "28.02.2027", None, "21.02.2027 08:00", [7]),
    ("ceiling", "28.02.2027", None, "27.02.2027 08:00", [1]),
    ("ceiling", "28.02.2027", None, "28.02.2027 12:00", [1]),
    ("ceiling", "28.02.2027", None, "01.03.2027 08:00", [PASSED]),
    ("ceiling", "14.01.2027", None, "31.12.2026 08:00", [14]),
    ("ceiling", "01.03.2028", None, "29.02.2028 08:00", [1]),
    ("review", "29.02.2028", None, "28.02.2028 08:00", [1]),
    ("review", "29.02.2028", None, "29.02.2028 08:00", [0]),
    ("review", "29.02.2028", None, "01.03.2028 08:00", [PASSED]),
]
OF = {"review": REVIEW, "execution": EXECUTION, "ceiling": CEILING}


@pytest.mark.parametrize(("kind", "last", "nominal", "when", "wanted"), BY_THE_DAY, ids=str)
def test_a_last_day_is_told_at_eight_and_only_its_latest_time(kind, last, nominal, when, wanted):
    assert offsets(of_day(kind, last, OF[kind], nominal), when) == wanted


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("05.02.2026 20:59:59", []),
        ("05.02.2026 21:00", [24]),
        ("06.02.2026 03:00", [24]),
        ("06.02.2026 17:00", [4]),
        ("06.02.2026 19:59:59", [4]),
        ("06.02.2026 20:00", [1]),
        ("06.02.2026 20:59:59", [1]),
        ("06.02.2026 21:00", [PASSED]),
        ("09.02.2026 03:00", [PASSED]),
    ],
)
@pytest.mark.parametrize("kind", [Kind.ANSWER_BY, Kind.LOSS])
def test_an_instant_is_told_at_any_hour(kind, when, wanted):
    assert offsets(of_hour(kind, "06.02.2026 21:00"), when) == wanted


def test_hours_before_the_year_begins_lie_in_the_old_one():
    assert offsets(of_hour(Kind.LOSS, "01.01.2027 00:30"), "31.12.2026 00:30") == [24]
    assert offsets(of_hour(Kind.LOSS, "01.01.2027 00:30"), "31.12.2026 20:30") == [4]


def test_the_hour_is_the_same_wherever_the_instant_was_written():
    asked = datetime(2026, 2, 6, 17, tzinfo=UTC)  # 21:00 in Baku
    row = Watched(Kind.ANSWER_BY, "", 1, by_the_hour(asked, HOURS), asked, last_at=asked)
    assert offsets(row, "06.02.2026 16:59:59") == [24]
    assert offsets(row, "06.02.2026 17:00") == [4]


def test_morning_is_eight_in_baku_which_is_four_in_utc():
    assert morning(date(2026, 2, 5)) == datetime(2026, 2, 5, 4, tzinfo=UTC)


def test_each_limit_that_has_passed_is_told_once():
    rows = [
        of_day("review", "06.02.2026", REVIEW),
        of_day("execution", "13.02.2026", EXECUTION),
        of_day("ceiling", "03.04.2026", CEILING),
    ]
    found = expected_notices(rows, at("01.06.2026 09:00"))
    kinds = ["review", "execution", "ceiling"]
    assert [(p.watched.kind, p.moment.offset) for p in found] == [(k, PASSED) for k in kinds]


def test_a_limit_that_has_passed_hides_none_that_still_runs():
    rows = [
        of_day("review", "06.02.2026", REVIEW),
        of_day("execution", "13.02.2026", EXECUTION),
        of_hour(Kind.ANSWER_BY, "06.02.2026 18:00"),
    ]
    found = expected_notices(rows, at("10.02.2026 09:00"))
    told = {(point.watched.kind, point.moment.offset) for point in found}
    assert told == {("review", PASSED), ("execution", 3), ("answer_by", PASSED)}


def test_nothing_from_before_the_reminders_began_is_told():
    row = of_day("execution", "13.02.2026", EXECUTION)
    begun = at("13.02.2026 09:00")
    assert offsets(row, "13.02.2026 10:00", begun) == []
    assert offsets(row, "14.02.2026 07:59", begun) == []
    assert offsets(row, "14.02.2026 08:00", begun) == [PASSED]
    assert offsets(row, "13.02.2026 10:00", at("13.02.2026 08:00")) == [0]


def question(asked="06.02.2026"):
    begun = day(asked)
    return Watched(Kind.QUESTION, "7", 1, after_days(begun, [14, 30, 60]), last_on=begun)


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("20.02.2026 07:59", []),
        ("20.02.2026 08:00", [14]),
        ("08.03.2026 07:59", [14]),
        ("08.03.2026 08:00", [30]),
        ("07.04.2026 08:00", [60]),
        ("31.12.2026 08:00", [60]),
    ],
)
def test_a_question_is_recalled_after_14_30_and_60_days(when, wanted):
    assert offsets(question(), when) == wanted


def test_a_question_of_december_is_recalled_next_year():
    assert offsets(question("20.12.2027"), "03.01.2028 08:00") == [14]
    assert offsets(question("20.12.2027"), "18.02.2028 08:00") == [60]  # before the leap day
    assert offsets(question("01.01.2028"), "01.03.2028 08:00") == [60]  # after it


def follow_up(now, *instants):
    return Watched(Kind.FOLLOW_UP, "1", 1, every_day([at(one) for one in instants], at(now)))


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("04.02.2026 10:14", []),
        ("04.02.2026 10:15", [0]),
        ("05.02.2026 10:14", [0]),
        ("05.02.2026 10:15", [1]),
        ("06.02.2026 10:15", [2]),
        ("04.03.2026 10:15", [28]),
    ],
)
def test_a_silent_provider_is_recalled_every_day(when, wanted):
    assert offsets(follow_up(when, "04.02.2026 10:15"), when) == wanted


def test_a_follow_up_at_two_times_becomes_daily_after_the_second():
    times = "04.02.2026 10:00", "05.02.2026 12:00"
    for when, wanted in [
        ("05.02.2026 11:59", [0]),
        ("05.02.2026 12:00", [1]),
        ("06.02.2026 11:59", [1]),
        ("06.02.2026 12:00", [2]),
    ]:
        assert offsets(follow_up(when, *times), when) == wanted


def test_after_days_of_silence_only_todays_follow_up_is_told():
    assert len(offsets(follow_up("20.02.2026 11:00", "04.02.2026 10:15"), "20.02.2026 11:00")) == 1


def test_nobody_who_is_silenced_is_followed_up():
    assert every_day([], at("04.02.2026 10:15")) == ()


def test_a_policy_without_reminders_tells_only_that_a_day_has_passed():
    row = of_day("execution", "13.02.2026", [])
    assert offsets(row, "13.02.2026 23:59") == []
    assert offsets(row, "14.02.2026 08:00") == [PASSED]


def test_a_new_date_is_a_new_notice():
    first, second = (of_day("review", "06.02.2026", REVIEW, version=v) for v in (1, 2))
    found = {p.key for p in expected_notices([first, second], at("05.02.2026 09:00"))}
    assert len(found) == 2


def test_a_case_is_looked_at_when_its_next_time_comes_and_never_after_the_last():
    row = of_day("review", "06.02.2026", REVIEW)
    assert next_moment([row], at("03.02.2026 10:00")) == at("05.02.2026 08:00")
    assert next_moment([row], at("05.02.2026 08:00")) == at("06.02.2026 08:00")
    assert next_moment([row], at("06.02.2026 09:00")) == at("07.02.2026 08:00")
    assert next_moment([row], at("07.02.2026 08:00")) is None


@pytest.mark.parametrize("days", range(0, 1461, 13))
def test_no_last_day_of_four_years_is_told_early_or_twice(days):
    last_on = date(2025, 1, 1) + timedelta(days)
    moments = by_the_day(last_on, EXECUTION)
    row = Watched(Kind.EXECUTION, "", 1, moments, end_of(last_on), last_on=last_on)
    told = []
    for hour in range(-120, 72):
        now = end_of(last_on) + timedelta(hours=hour)
        for point in expected_notices([row], now):
            assert now >= point.moment.at
            told.append((point.moment.offset, now))
    firsts = {offset: min(now for o, now in told if o == offset) for offset, _now in told}
    eights = [morning(last_on - timedelta(offset)) for offset in (3, 1, 0, -1)]
    assert list(firsts.values()) == eights
