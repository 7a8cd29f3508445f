"""The same as in English: one way of writing dates, whatever the language."""

from config.formats.en.formats import *  # noqa: F403
