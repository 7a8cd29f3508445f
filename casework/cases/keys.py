"""What references and identifiers are found by, however people write them."""


def reference_key(text: str) -> str:
    """Return a reference without what people write differently each time: case, spaces, signs."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())[:200]


def identifier_key(text: str) -> str:
    """Return an identifier without what people write differently each time: case, spaces, + ( ) -.

    Points, colons, slashes and @ stay: 1.23.4.5 and 12.3.4.5 are two addresses.
    """
    return "".join(letter for letter in text.casefold() if letter.isalnum() or letter in ".:@/")[
        :500
    ]
