"""The day on which the tests of this room stand, for those that ask for it."""

from tests.workflow.days import *
