"""The steps of an incoming request as methods, by the part of the procedure they belong to.

Each has a row in the procedures that know it. A method records facts and says which letters it
owes; the door (casework.workflow.door) has locked, checked and bound the form before, and saves
after.
"""

from casework.incoming.steps.conditions import ConditionSteps
from casework.incoming.steps.execution import ExecutionSteps
from casework.incoming.steps.keeping import KeepingSteps
from casework.incoming.steps.leaving import LeavingSteps
from casework.incoming.steps.preservation import PreservationSteps
from casework.incoming.steps.review import ReviewSteps
from casework.subtasks.steps import SubTaskSteps

SHARED = (
    ReviewSteps, ExecutionSteps, ConditionSteps, PreservationSteps, LeavingSteps, KeepingSteps,
    SubTaskSteps,
)  # fmt: skip
