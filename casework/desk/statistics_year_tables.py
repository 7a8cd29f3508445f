"""The tables of a year's report: by article of the Convention, what became of it, what followed."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.desk.statistics_endings import in_time, not_given, outcome, refused, stages
from casework.desk.statistics_own import own_tables
from casework.desk.statistics_table import (
    Table,
    by_end,
    requests,
    row,
    share,
    share_rows,
)
from casework.desk.statistics_tables import begun, by_begin, categories, states
from casework.desk.statistics_words import Words
from casework.directory.models import RequestType
from casework.figures.counting import COUNTINGS
from casework.figures.following import Followed
from casework.figures.reading import Figures, at_share

# Convention on Cybercrime, Chapter III: articles by which the Committee asks for figures.
ARTICLES = {
    "25": gettext_lazy("Arts. 25 and 27: other mutual assistance"),
    "29": gettext_lazy("Art. 29: expedited preservation"),
    "30": gettext_lazy("Art. 30: expedited disclosure of preserved traffic data"),
    "31": gettext_lazy("Art. 31: access to stored data"),
    "33": gettext_lazy("Art. 33: real-time collection of traffic data"),
    "34": gettext_lazy("Art. 34: interception of content data"),
    "35": gettext_lazy("Art. 35: other requests to the 24/7 point"),
}
SAME = {"27": "25"}


def year_tables(
    found: Figures, words: Words, kinds: Collection[str], following: Sequence[Followed]
) -> list[Table]:
    """Return every table of one part of the report. Two queries besides those of the words."""
    own = own_tables(found, kinds)
    listed = [] if words.is_sent else [followed_table(found, following), each_followed(following)]
    return [
        articles(found, words),
        states(found, words),
        categories(found, words),
        urgency(found, words),
        done(found, kinds),
        outcome(found, words),
        refused(found, words),
        not_given(found, words),
        *listed,
        stages(found),
        in_time(found),
        *own,
    ]


def articles(found: Figures, words: Words) -> Table:
    """How many requests there were by article; every article is named, also with none."""
    counts = by_article(found.by("received", "type"))
    whole, most = sum(counts.values()), max(counts.values(), default=0)
    names = {article: str(name) for article, name in ARTICLES.items()}
    others = [code for code in sorted(counts) if code not in names]
    return Table(
        "article",
        _("By article of the Convention"),
        requests(),
        by_begin(words),
        _("The article is that of the type of the request as it is now. A request counts once."),
        [_("Article"), begun(words), _("Share, %")],
        [
            row(
                names.get(code, code),
                counts[code],
                share(counts[code], whole),
                bar=round(100 * counts[code] / most) if most else 0,
            )
            for code in [*names, *others]
        ],
    )


def by_article(types: Counter[str]) -> Counter[str]:
    """Return the counts by article of the Convention; other law goes by the name of the type."""
    found: Counter[str] = Counter()
    rows = {one.code: one for one in RequestType.objects.filter(code__in=list(types))}
    for code, count in types.items():
        one = rows.get(code)
        number = one.article.split(".")[0] if one else ""
        number = SAME.get(number, number)
        if number not in ARTICLES or (one and "224" in one.source):  # the Second Protocol
            number = one.name if one else code or _("not recorded")
        found[number] += count
    return found


def urgency(found: Figures, words: Words) -> Table:
    """How many were urgent."""
    urgent = found.by("received", "urgent").total()
    counts = {"urgent": urgent, "other": found.all("received") - urgent}
    names = {"urgent": _("Urgent"), "other": _("Not urgent")}
    return Table(
        "urgency",
        _("By urgency"),
        requests(),
        by_begin(words),
        _("Urgent is what was asked for urgently when it was registered, or is marked so now."),
        [_("Urgency"), begun(words), _("Share, %")],
        share_rows(counts, lambda value: names[value]),
        empty=_("There was no request in this period."),
    )


def done(found: Figures, kinds: Collection[str]) -> Table:
    """Whether requests were acted on, refused, or could not be executed."""
    outcomes = found.by("ended", "outcome")
    acted, refusals, without = ending_words(kinds)
    counts = {
        _("Acted on, in whole or in part"): sum(outcomes[one] for one in acted),
        _("Refused"): sum(outcomes[one] for one in refusals),
        _("Not executable: nothing could be given"): sum(outcomes[one] for one in without),
    }
    counts[_("Ended otherwise")] = outcomes.total() - sum(counts.values())
    whole = outcomes.total()
    rows = [row(name, count, share(count, whole)) for name, count in counts.items()]
    return Table(
        "done",
        _("Acted on, refused, not executable"),
        requests(),
        by_end(),
        _("Acted on is a request of which at least one data item was given. Ended otherwise are"
          " requests that were withdrawn, forwarded, lapsed or found to be duplicates."),
        [_("What became of it"), _("Requests"), _("Share, %")],
        rows,
        note=_("Open at the end of the year: %(count)s.") % {"count": found.open_after},
    )  # fmt: skip


def ending_words(kinds: Collection[str]) -> tuple[set[str], set[str], set[str]]:
    """Return the endings that mean acted on, refused, and not executable."""
    countings = [COUNTINGS[kind] for kind in kinds]
    without = {state for one in countings for state in one.ungiven}
    acted = {state for one in countings for state in one.executed} - without
    return acted, {one.refusal for one in countings}, without


def followed_table(found: Figures, following: Sequence[Followed]) -> Table:
    """How many preservations were followed by a request for assistance, and how soon."""
    days = Counter(one.days for one in following)
    return Table(
        "followed",
        _("Preservations followed by a request for legal assistance"),
        requests(),
        _("by day of the first link"),
        _("Preservation requests that were linked, for the first time, with a request of another"
          " kind. Days run from the receipt of the preservation request to that link."),
        [_("Preservations"), _("Requests"), _("Median, days"), _("90th percentile, days")],
        [
            row(_("Received in the period"), found.by("received", "preservation").total(), None,
                None),
            row(_("Followed in the period"), found.all("followed"), at_share(days, 0.5),
                at_share(days, 0.9)),
        ],
    )  # fmt: skip


def each_followed(following: Sequence[Followed]) -> Table:
    """Each of these preservations with its days."""
    return Table(
        "each_followed",
        _("Each preservation that was followed"),
        _("calendar days"),
        _("by day of the first link"),
        _("From the receipt of the preservation request to the day on which another request was"
          " linked with it."),
        [_("Preservation request"), _("Days")],
        [
            row(f"{one.reference}, {one.state or '–'}, {one.received_on:%d.%m.%Y} –"
                f" {one.followed_on:%d.%m.%Y}", one.days)
            for one in following
        ],
        empty=_("No preservation was followed in this period."),
    )  # fmt: skip
