"""The judicial bureau stands aside where it is itself the recipient: the government acts in its place."""

import pytest

from recommendations.overseer import overseer_of
from tests.courses import Course

pytestmark = pytest.mark.django_db


def to(cast, recipient):
    return Course(cast).new(recipient=recipient)


def test_the_judicial_bureau_of_the_county(cast):
    assert cast.superior_bureau
    assert cast.bureau == overseer_of(to(cast, cast.agency_a))


def test_the_government_where_the_bureau_is_the_recipient(cast):
    assert cast.government == overseer_of(to(cast, cast.bureau))


def test_nobody_where_the_roster_has_no_bureau(cast):
    assert overseer_of(to(cast, cast.agency_a)) is None


def test_a_bureau_that_is_no_longer_in_use_oversees_nothing(cast):
    cast.bureau.is_active = False
    cast.bureau.save()
    assert overseer_of(to(cast, cast.agency_a)) is None
