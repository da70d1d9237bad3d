from datetime import UTC, datetime

import pytest
import yaml

from jobs.chain.errors import BadInput
from jobs.chain.profile import Profile
from jobs.sources.bundled import bundled, bundled_names, sample_profile_text
from jobs.sources.read import read_notice


@pytest.mark.parametrize("name", bundled_names())
def test_every_sample_is_an_opportunity_of_an_invented_buyer_with_time_left(name: str) -> None:
    tender = read_notice(bundled(name))

    assert tender.is_opportunity
    assert "invented" in str(tender.buyer)
    assert tender.deadline is not None
    assert tender.deadline.instant is not None
    assert tender.deadline.instant > datetime(2027, 9, 1, tzinfo=UTC)
    assert tender.estimated_value is not None
    assert tender.clarification_deadline is not None


def test_the_samples_cover_three_sources() -> None:
    assert {read_notice(bundled(name)).source for name in bundled_names()} == {"ted_eforms", "ocds", "text"}


def test_a_sample_is_found_by_stem_and_by_file_name() -> None:
    assert bundled("city-network") == bundled(" City-Network.ocds.json ")


def test_a_wrong_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(BadInput, match="city-network") as refused:
        bundled("city-netwrok")

    assert refused.value.code == "unknown_sample"


def test_the_sample_profile_is_a_profile() -> None:
    profile = Profile(**yaml.safe_load(sample_profile_text()))

    assert profile.cpv
    assert profile.turnover is not None
