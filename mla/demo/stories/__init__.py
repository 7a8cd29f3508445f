"""Requests for assistance of the last months at both authorities, as data."""

from mla.demo.stories import arriving, before_trial, ended, preserved, trial

STORIES = (
    *arriving.STORIES, *before_trial.STORIES, *trial.STORIES, *ended.STORIES, *preserved.STORIES,
)  # fmt: skip
