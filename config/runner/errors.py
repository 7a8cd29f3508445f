"""What ends the runner with one sentence."""


class RunnerError(Exception):
    """The demonstration cannot run; the message is for the person."""
