"""`python -m config.runner`: the second half of `make run`, inside the Python environment."""

import sys

from config.engines import EngineError, state_folder
from config.engines.errors import from_os_error
from config.runner.errors import RunnerError
from config.runner.plan import plan_from_environment, refuse_if_taken
from config.runner.records import end_leftovers, only_runner
from config.runner.running import Run
from config.runner.screen import say


def main() -> int:
    """Run until Ctrl-C; return the exit code."""
    try:
        plan = plan_from_environment()
        with only_runner(plan.address) as place:
            if ended := end_leftovers():
                say(f"Ended {ended} processes that an earlier run had left.")
            refuse_if_taken(plan.port)
            Run(plan, place)()
    except (RunnerError, EngineError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{from_os_error(error, state_folder())}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
