"""What a page shows, as it crosses to the front end: the blocks of its sheets."""

import json
import re
from collections.abc import Iterator, Sequence

from streamlit.testing.v1 import AppTest

from sociallens.blocks import Block, Body, Card, Number

NUMBER = re.compile(r"\d+(?:[\u202f\u00a0]\d{3})*")
# A number of messages in a sentence: no percentage, no points, no days.
COUNTED = re.compile(rf"{NUMBER.pattern}(?![\u202f\u00a0]?\d)\s(?!%|points?\b|jours?\b)")


def blocks(app: AppTest) -> list[Block]:
    """The blocks of all sheets of a page that AppTest ran, from the top."""
    return [
        part
        for element in app.main
        if element.type == "bidi_component" and element.proto.component_name == "sheet"
        for row in json.loads(element.proto.bytes)[0]
        for block in row
        for part in _parts(block)
    ]


def _parts(block: Block) -> Sequence[Block]:
    """The cards of a stack; any other block alone."""
    return block["blocks"] if block["kind"] == "stack" else [block]


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


def counts(shown: list[Block]) -> Iterator[tuple[int, str]]:
    """Each number on a page that opens messages: how many it says, and its address."""
    for block in shown:
        if block["kind"] == "strip":
            for item in block["items"]:
                if "href" in item:
                    yield _first(item.get("counted", ""), item["value"]), item["href"]
        elif block["kind"] == "facts":
            for fact in block["items"]:
                for part in (fact["lead"], *fact.get("clauses", ())):
                    if COUNTED.search(part["text"]) and "/conversations?" in part.get("href", ""):
                        yield _first(part["text"]), part["href"]
        elif block["kind"] == "card":
            yield from _in_card(block["body"])


def _in_card(body: Body) -> Iterator[tuple[int, str]]:
    if body["kind"] == "ranked":
        for row in body["rows"]:
            if "messages" in row:
                yield _first(row["count"]), row["messages"]
    elif body["kind"] == "table":
        for line in body["rows"]:
            for cell in line["cells"]:
                if "/conversations?" in cell.get("href", ""):
                    yield _first(cell["text"]), cell["href"]


def _first(*texts: str) -> int:
    """The first whole number in the first of these texts that has one."""
    found = next(filter(None, map(NUMBER.search, texts)))
    return int("".join(sign for sign in found.group() if sign.isdecimal()))
