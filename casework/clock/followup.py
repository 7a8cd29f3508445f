"""When a provider that has not answered is asked again (rule K9). No legal clock depends on it."""

from datetime import datetime, timedelta

AFTER_URGENT = timedelta(hours=24)


def follow_up_at(
    ordered_at: datetime,
    *,
    is_urgent: bool,
    answer_by: datetime | None,
    after_urgent: timedelta = AFTER_URGENT,
    before_answer: timedelta = timedelta(hours=24),
) -> list[datetime]:
    """Return the instants of follow-up, earliest first; none if neither urgent nor a time asked.

    ordered_at  when the order left for the provider
    answer_by   the time asked for by the requester, an instant in the requester's zone

    Urgent: `after_urgent` after the order. A time asked for: at half of it, and `before_answer`
    before it. Instants before the order itself are left out.
    """
    instants = []
    if is_urgent:
        instants.append(ordered_at + after_urgent)
    if answer_by is not None and answer_by > ordered_at:
        instants.append(ordered_at + (answer_by - ordered_at) / 2)
        instants.append(answer_by - before_answer)
    return sorted({instant for instant in instants if instant > ordered_at})
