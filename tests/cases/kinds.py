"""What the tests of every kind ask of each kind of case."""

from cases.models import KINDS
from tests.cases.told import told_of

TABLES = {model: told_of(model).TABLE for model in KINDS}
UNDER_WAY = {model: lambda cast, model=model: told_of(model).Course(cast).under_way() for model in KINDS}
