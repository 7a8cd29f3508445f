"""How several processes share the tests: `make test` starts one more than there are processors.

Each takes the next group of tests when it has finished one, in the order in which pytest-django
sorts them: tests that commit leave the tables empty and come after all that roll back. So a group
is a file, or those tests of a file that commit. The tests of the commands stay together: making
their environment takes long. A test that takes as long as a file names a group of its own.
"""

import pytest

# They wait more than they work and touch no table of the tests: the others go on beside them.
LONGEST = ("commands", "faults/test_small")


def group_of(item: pytest.Item) -> str:
    """Return the group of a test."""
    own = item.get_closest_marker("xdist_group")
    if own:
        return str(own.args[0])
    if item.get_closest_marker("commands"):
        return "commands"
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    commits = commits or bool({"transactional_db", "live_server"} & set(item.fixturenames))
    return f"{item.path.parent.name}/{item.path.stem}{' commits' if commits else ''}"
