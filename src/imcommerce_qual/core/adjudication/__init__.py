"""Where coders differ, what was decided about it, and the codings that stand after that."""

from imcommerce_qual.core.adjudication.comparing import Completion, compare
from imcommerce_qual.core.adjudication.reconciled import reconcile

__all__ = ["Completion", "compare", "reconcile"]
