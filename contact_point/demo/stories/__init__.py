"""Sixty requests of the last months, as data; the first one is the urgent case of README.md."""

from contact_point.demo.stories import closed, ended, pressing, running, waiting

STORIES = (*pressing.STORIES, *running.STORIES, *waiting.STORIES, *ended.STORIES, *closed.STORIES)
