"""What a page shows, as it crosses to the front end: the blocks of its sheets."""

import json
from typing import cast

from streamlit.testing.v1 import AppTest

from sociallens.blocks import Block, Card, Number


def blocks(app: AppTest) -> list[Block]:
    """The blocks of all sheets of a page that AppTest ran, from the top."""
    return [
        cast(Block, block)
        for element in app.main
        if element.type == "bidi_component" and element.proto.component_name == "sheet"
        for row in json.loads(element.proto.json)["rows"]
        for block in row
    ]


def title(app: AppTest) -> str:
    """The answer on top of a page, its h1."""
    return next(block["text"] for block in blocks(app) if block["kind"] == "heading")


def numbers(app: AppTest) -> dict[str, Number]:
    """The headline numbers of a page, by metric, in their order."""
    strips = (block for block in blocks(app) if block["kind"] == "strip")
    return {item["name"]: item for strip in strips for item in strip["items"]}


def cards(app: AppTest) -> dict[str, Card]:
    """The cards of a page, by table, in their order."""
    return {block["name"]: block for block in blocks(app) if block["kind"] == "card"}
