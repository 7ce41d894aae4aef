"""What a page shows, as it crosses to the front end: the blocks of its sheets."""

import json
from collections.abc import Iterator
from typing import Any, cast

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Node

from sociallens.blocks import Block, Card, Heading, Number


def blocks(app: AppTest) -> list[Block]:
    """The blocks of all sheets of a page that AppTest ran, from the top."""
    sheets = cast(Iterator[Node], app.main)
    return [
        block
        for element in sheets
        if element.type == "bidi_component"
        for row in json.loads(element.proto.json)["rows"]
        for block in row
    ]
