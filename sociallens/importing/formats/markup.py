"""HTML to text: line ends for blocks, nothing for other tags, signs for entities."""

import re
from html import unescape
from html.entities import html5

import polars as pl

_VALUE = r"\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+)"
_END = rf"(?:\s+[a-zA-Z_:@][-\w:.@]*{_VALUE})*\s*/?>"  # attributes have values: "<B & C>" is prose
_LINE = r"(?:p|div|li|ul|ol|h[1-6]|tr|table|blockquote|section|article|header|footer|pre|dl|dd|dt)"
_INLINE = (
    r"(?:a|abbr|b|big|body|center|cite|code|del|em|font|head|hr|html|i|img|ins|label|mark|meta"
    r"|q|s|small|span|strike|strong|sub|sup|tbody|td|th|thead|tfoot|tt|u|wbr|figure|figcaption|time)"
)
_RULES = (
    (r"(?is)<(script|style)\b[^<>]*>.*?</(?:script|style)\s*>", ""),
    (r"(?s)<!--.*?-->", ""),
    (rf"(?i)[ \t]*<br{_END}[ \t]*\r?\n?", "\n"),
    (rf"(?i)[ \t]*</{_LINE}\s*>[ \t]*\r?\n?", "\n"),
    (rf"(?i)<li{_END}[ \t]*", "\n"),
    (rf"(?i)<{_LINE}{_END}[ \t]*", ""),
    (rf"(?i)</?{_INLINE}{_END}", ""),
    (r"\n{3,}", "\n\n"),
)
_TAG = rf"(?i)<(?:/?(?:br|{_LINE}|{_INLINE}){_END}|!--|script|style)"
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def plain(texts: pl.Series) -> pl.Series:
    """Texts without markup; those that hold neither a tag nor an entity are not touched."""
    for _ in range(2):  # what was escaped as a whole has its tags and entities below
        tagged = texts.str.contains(_TAG)
        if tagged.any():
            bare = texts.filter(tagged)
            for pattern, sign in _RULES:
                bare = bare.str.replace_all(pattern, sign)
            texts = texts.scatter(tagged.arg_true(), bare)
        places = texts.str.contains(_ENTITY.pattern).arg_true()
        if places.is_empty():
            break
        texts = texts.scatter(places, [_signs(text) for text in texts.gather(places)])
    return texts


def _signs(text: str) -> str:
    return _ENTITY.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    name = match[1]
    sign = unescape(match[0]) if name.startswith("#") else html5.get(f"{name};", match[0])
    return sign.replace("\xa0", " ")
