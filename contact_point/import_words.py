"""How older registers call channels, States, categories and endings, beside their names here."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from babel import Locale

from casework.cases.items import Category
from casework.cases.receipts import Channel
from casework.incoming.states import ENDED, OPEN, S
from casework.registers.values import key, rows_by_name
from contact_point.import_waits import STOPPED_IN

CHANNELS = {
    str(Channel.EMAIL.value): ("e-poçt", "elektron poçt", "mail üzrə", "электронная почта"),
    str(Channel.FAX.value): ("faks", "факс", "telefax"),
    str(Channel.MAIL.value): ("poçt", "post", "letter", "məktub", "by post", "почта"),
    str(Channel.NETWORK.value): (
        "24/7",
        "24x7",
        "şəbəkə",
        "24/7 şəbəkə",
        "24/7 şəbəkəsi",
        "24/7 network",
        "g7",
        "сеть 24/7",
    ),
    str(Channel.POLICE.value): ("polis", "police", "полиция"),
    str(Channel.INTERPOL.value): ("i-24/7", "mmb", "интерпол"),
    str(Channel.DIPLOMATIC.value): ("diplomatik", "diplomatik kanal", "xin", "mfa", "embassy"),
    str(Channel.PHONE.value): ("telefon", "phone", "call", "zəng", "телефон"),
}  # fmt: skip
CATEGORIES = {
    str(Category.SUBSCRIBER.value): ("subscriber", "subscriber data", "abunəçi", "abonent"),
    str(Category.TRAFFIC.value): ("traffic", "trafik", "trafik məlumatları"),
    str(Category.CONTENT.value): ("content", "məzmun", "məzmun məlumatları"),
}
STATES = {
    str(S.RECEIVED.value): ("new", "registered", "daxil olub", "qeydiyyata alınıb", "yeni"),
    str(S.REVIEW.value): ("review", "legal review", "under review", "baxılır", "baxışda",
                          "hüquqi baxışda", "hüquqi qiymətləndirmə"),
    str(S.EXECUTION.value): ("executing", "in progress", "in execution", "icrada", "icradadır",
                             "icra olunur", "на исполнении"),
    str(S.CLARIFICATION.value): ("clarification", "question", "question put", "asked",
                                 "waiting for requester", "waiting for the requester",
                                 "waiting for answer", "dəqiqləşdirmə", "dəqiqləşdirmədə",
                                 "cavab gözlənilir",
                                 "sorğu edən tərəfin cavabı gözlənilir", "уточнение"),
    str(S.POSTPONED.value): ("deferred", "on hold", "suspended", "təxirə salınıb",
                             "dayandırılıb", "отложено"),
    str(S.EXECUTED.value): ("done", "completed", "fulfilled", "icra olunub", "icra edilib",
                            "tam icra olunub", "cavab verilib", "исполнено"),
    str(S.PARTLY.value): ("partially executed", "partial", "qismən", "qismən icra olunub"),
    str(S.NOT_EXECUTED.value): ("unexecuted", "icra olunmayıb", "icra edilməyib", "не исполнено"),
    str(S.REFUSED.value): ("rejected", "declined", "imtina", "imtina edilib", "rədd edilib",
                           "отказано"),
    str(S.WITHDRAWN.value): ("recalled", "geri götürülüb", "geri çağırılıb", "отозвано"),
    str(S.TRANSFERRED.value): ("forwarded", "sent on", "aidiyyəti üzrə göndərilib", "yönləndirilib",
                               "передано"),
    str(S.LAPSED.value): ("expired", "qüvvədən düşüb", "cavabsız qalıb"),
}  # fmt: skip
LANGUAGES = ("en", "az", "ru", "tr")
ALSO = {"USA": "US", "ABŞ": "US", "UK": "GB", "Great Britain": "GB", "Böyük Britaniya": "GB",
        "Russian Federation": "RU", "Rusiya Federasiyası": "RU", "Holland": "NL"}  # fmt: skip


def as_register_states() -> list[tuple[str, Any]]:
    """Return the states in which a register may leave a case; “closed” says not how it ended."""
    return [(str(state.value), state.label) for state in (*OPEN, *ENDED)]


def stopped_in() -> list[tuple[str, str]]:
    """Return where a case may have stood when it was stopped; what rows mean that do not say."""
    return [(str(state.value), str(state.label)) for state in STOPPED_IN]


def names_of_states(rows: Iterable[Any]) -> dict[str, Any]:
    """Return the States of the directory by code, by their names here, and as the world says."""
    rows = list(rows)
    by_code = {row.code: row for row in rows}
    usual = {name: by_code[code] for name, code in usual_names() if code in by_code}
    return usual | rows_by_name(rows)


@cache
def usual_names() -> tuple[tuple[str, str], ...]:
    """Return (folded name, code) of every State in the languages of the region."""
    found = list(ALSO.items())
    for language in LANGUAGES:
        found += [(name, code) for code, name in Locale(language).territories.items()]
    return tuple((key(name), code) for name, code in found)
