"""What kind of identifier a line is, as far as its letters tell."""

import re
from ipaddress import ip_address

from casework.cases.items import Identifier

Kind = Identifier.Kind
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://\S+|(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?)", re.IGNORECASE)
PHONE = re.compile(r"\+?\d[\d\s()./-]{5,}")
LEAST_DIGITS = 7


def kind_of(text: str) -> str:
    """Return the kind of an identifier: IP address, e-mail, URL, telephone, else an account."""
    text = text.strip()
    if is_ip(text):
        return Kind.IP
    if EMAIL.fullmatch(text):
        return Kind.EMAIL
    if PHONE.fullmatch(text) and sum(letter.isdigit() for letter in text) >= LEAST_DIGITS:
        return Kind.PHONE
    if URL.fullmatch(text):
        return Kind.URL
    return Kind.ACCOUNT


def is_ip(text: str) -> bool:
    """Whether it is an IP address of either version, perhaps with a port or in brackets."""
    for candidate in (text, text.strip("[]"), text.rpartition(":")[0].strip("[]")):
        try:
            ip_address(candidate)
        except ValueError:
            continue
        return True
    return False
