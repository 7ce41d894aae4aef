"""A post's address becomes a link to it, and never anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.ui.safe import post_link


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://www.forum.exemple/t/12", r"[forum\.exemple](<https://www.forum.exemple/t/12>)"),
        ("http://a.exemple/x (1)?p=2#c", r"[a\.exemple](<http://a.exemple/x%20%281%29?p=2#c>)"),
        ("https://bank.exemple@evil.exemple/", r"[evil\.exemple](<https://bank.exemple@evil.exemple/>)"),
        ("https://аpple.exemple/", "[xn\\-\\-pple\\-43d\\.exemple](<https://%D0%B0pple.exemple/>)"),
        ("javascript:alert(1)", ""),
        ("data:text/html,<b>x</b>", ""),
        ("masked:0a1b2c", ""),
        ("https://", ""),
        ("https://[", ""),
        ("//exemple.fr/x", ""),
        ("", ""),
        (None, ""),
    ],
)  # fmt: skip
def test_the_text_of_a_link_is_its_domain(url: str | None, link: str) -> None:
    assert post_link(url) == link


@given(st.text(), st.text(alphabet="<>()[]\\`\"'\n\r\t |*_~", max_size=9))
def test_no_address_ends_its_link_early(text: str, signs: str) -> None:
    link = post_link(f"https://exemple.fr/{text}{signs}")
    inside = link.partition("(<")[2].removesuffix(">)")
    assert not set(inside) & set("<>()\n\r\t \\")
