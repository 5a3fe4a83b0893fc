"""The fold of circulation, as its callers see it. Pure: only the set of records is read.

`Fact` and `Timeline` in; `fold_item` and `fold_title` out of them. The parts: `dating` and
`lineage` (times), `ordering`, `clusters` (order), `steps` (the table), `items`, `titles`,
`promises` (due dates that were shown), `shape` (which record goes to which fold).
"""

from catalogue.domain.conflicts import Conflict, ConflictCode, Resolution
from catalogue.domain.dating import Dating, Interval, date_station
from catalogue.domain.items import Fact, ItemFold, LoanFold, fold_item
from catalogue.domain.ordering import Timeline
from catalogue.domain.shape import Fold, fold_of, malformed_reason, standing
from catalogue.domain.states import ItemState, Outcome, OutcomeClass, Status
from catalogue.domain.titles import HoldFold, HoldStatus, TitleFold, fold_title

__all__ = [
    "Conflict",
    "ConflictCode",
    "Dating",
    "Fact",
    "Fold",
    "HoldFold",
    "HoldStatus",
    "Interval",
    "ItemFold",
    "ItemState",
    "LoanFold",
    "Outcome",
    "OutcomeClass",
    "Resolution",
    "Status",
    "Timeline",
    "TitleFold",
    "date_station",
    "fold_item",
    "fold_of",
    "fold_title",
    "malformed_reason",
    "standing",
]
