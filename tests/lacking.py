"""What this machine lacks: said where a test is skipped, a failure where nothing may be lacking."""

import os

import pytest

LACKS = "not run: "


def lacking(what: str) -> None:
    """Skip the test and say what this machine lacks; fail where nothing may lack."""
    if os.environ.get("KULESHOV_REQUIRE") == "all":
        pytest.fail(f"{what}, and KULESHOV_REQUIRE=all allows no gap", pytrace=False)
    pytest.skip(f"{LACKS}{what}")
