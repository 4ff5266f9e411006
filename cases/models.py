"""The table of cases, and its kinds in the order in which pages name them; each kind is one file."""

from cases.crime_referral import CrimeReferral
from cases.table import Case
from cases.tip import Tip

KINDS = (CrimeReferral, Tip)

__all__ = ["KINDS", "Case"]
