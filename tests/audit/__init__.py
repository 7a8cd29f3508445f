"""The record of what happened, and its proof."""
