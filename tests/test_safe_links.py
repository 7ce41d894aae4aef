"""A post's address becomes a link to it, and never anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.ui.safe import post_link


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://www.forum.exemple/t/12", ("forum.exemple", "https://www.forum.exemple/t/12")),
        ("http://a.exemple/x (1)?p=2#c", ("a.exemple", "http://a.exemple/x%20%281%29?p=2#c")),
        ("https://bank.exemple@evil.exemple/", ("evil.exemple", "https://bank.exemple@evil.exemple/")),
        ("https://аpple.exemple/", ("xn--pple-43d.exemple", "https://%D0%B0pple.exemple/")),
        ("javascript:alert(1)", None),
        ("data:text/html,<b>x</b>", None),
        ("masked:0a1b2c", None),
        ("https://", None),
        ("https://[", None),
        ("//exemple.fr/x", None),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_the_text_of_a_link_is_its_domain(url: str | None, link: tuple[str, str] | None) -> None:
    assert post_link(url) == link


@given(st.text(), st.text(alphabet="<>()[]\\`\"'\n\r\t |*_~", max_size=9))
def test_an_address_holds_no_sign_that_is_not_of_one(text: str, signs: str) -> None:
    link = post_link(f"https://exemple.fr/{text}{signs}")
    assert link
    assert not set(link[1]) & set('<>()\n\r\t \\"')
