"""What every step does with the case that it is taken on: it adds rows and sets columns."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from casework.cases.rows import CaseRow
from casework.workflow.door import Act

Row = TypeVar("Row", bound=CaseRow)


class Recording:
    """For the model of a procedure; the door saves the columns after the step."""

    act: Act  # who takes a step, while one is taken

    def adds(self: Any, model: type[Row], **fields: Any) -> Row:
        """Return a new row of this case, recorded by whoever takes the step."""
        return model._default_manager.create(**self.recorded, **fields)

    def adds_all(self: Any, model: type[Row], rows: Iterable[Mapping[str, Any]]) -> list[Row]:
        """Return new rows of this case like adds(), written in one statement."""
        recorded = self.recorded
        return model._default_manager.bulk_create(model(**recorded, **fields) for fields in rows)

    @property
    def recorded(self: Any) -> dict[str, Any]:
        """What every row of this case keeps that a step adds: whose it is, when and by whom."""
        return {
            "case_id": self.pk,
            "authority_id": self.authority_id,
            "made_at": self.act.at,
            "made_by": self.act.by,
        }

    def keeps(self, **fields: Any) -> None:
        """Set columns of the case."""
        for name, value in fields.items():
            setattr(self, name, value)
