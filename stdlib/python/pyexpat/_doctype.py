"""The document type declaration: its internal subset, and what it declares of elements, attributes and entities."""

import re

from . import model

NAME = r"[^\x00-\x20<>&'\"/=\[\]()|,*+?!%;#]+"
_EXTERNAL = rf"""(?:SYSTEM\s+(?P<q1>["'])(?P<system1>.*?)(?P=q1)|PUBLIC\s+(?P<q2>["'])(?P<public>.*?)(?P=q2)(?:\s+(?P<q3>["'])(?P<system2>.*?)(?P=q3))?)"""
_HEAD = re.compile(rf"<!DOCTYPE\s+(?P<name>{NAME})(?:\s+{_EXTERNAL})?\s*", re.S)
_ENTITY = re.compile(
    rf"<!ENTITY\s+(?P<pe>%\s+)?(?P<name>{NAME})\s+(?:(?P<q>[\"'])(?P<value>.*?)(?P=q)|{_EXTERNAL}(?:\s+NDATA\s+(?P<notation>{NAME}))?)\s*>",
    re.S,
)
_NOTATION = re.compile(rf"<!NOTATION\s+(?P<name>{NAME})\s+{_EXTERNAL}\s*>", re.S)
_ELEMENT = re.compile(rf"<!ELEMENT\s+(?P<name>{NAME})\s+(?P<model>[^>]*?)\s*>", re.S)
_ATTLIST = re.compile(rf"<!ATTLIST\s+(?P<name>{NAME})(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.S)
_ATTRIBUTE = re.compile(
    rf"\s+(?P<name>{NAME})\s+(?P<type>CDATA|IDREFS?|ID|ENTITY|ENTITIES|NMTOKENS?|(?:NOTATION\s*)?\([^)]*\))\s+"
    rf"(?:(?P<kind>#REQUIRED|#IMPLIED)|(?P<fixed>#FIXED\s+)?(?P<q>[\"'])(?P<value>.*?)(?P=q))",
    re.S,
)
_PARTICLE = re.compile(rf"\s*(?:(?P<name>#PCDATA|{NAME})|(?P<sign>[(),|]))(?P<how>[?*+]?)")
TOKEN = re.compile(r"""<!DOCTYPE|\s+|"[^"]*"|'[^']*'|[^\s<>\[\]"']+|[\[\]>]""")
_HOW = {"": model.XML_CQUANT_NONE, "?": model.XML_CQUANT_OPT, "*": model.XML_CQUANT_REP, "+": model.XML_CQUANT_PLUS}


class Malformed(Exception):
    """Something in the declaration is wrong, at this place of its text."""

    def __init__(self, at, message="not well-formed (invalid token)"):
        self.at = at
        self.message = message


def end_of(text, start):
    """Where the declaration that starts here ends; None while that has not come."""
    depth = 0
    for m in re.compile(r"""<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|<!--|<\?|[\[\]<>"']""", re.S).finditer(text, start + 9):
        match m.group():
            case "<!--" | "<?" | '"' | "'":
                return None
            case "[" | "<":
                depth += 1
            case "]":
                depth -= 1
            case ">":
                if depth <= 0:
                    return m.end()
                depth -= 1
    return None


def external(m):
    """(system identifier, public identifier) of a declaration."""
    public = m["public"]
    if public is not None:
        public = " ".join(public.split())
    return (m["system1"] if m["system1"] is not None else m["system2"]), public


def head(text):
    """The match of what stands before the internal subset."""
    m = _HEAD.match(text)
    if not m:
        raise Malformed(2 if len(text) < 10 else 9)
    return m


def subset(parser, text, at, end):
    """Report and remember the declarations between two places."""
    while at < end:
        if text[at].isspace():
            parser._default(text[at])
            at += 1
            continue
        at = _declaration(parser, text, at)


def _declaration(parser, text, at):
    for start, handler, pattern, handle in _KINDS:
        if text.startswith(start, at):
            m = pattern.match(text, at)
            if not m:
                raise Malformed(at + 2)
            if handler is None or getattr(parser, handler) is None:
                parser._default(m[0])
            handle(parser, m)
            return m.end()
    raise Malformed(at)


def _reference(parser, m):
    parser._foreign = True
    value = parser._parameters.get(m[1])
    if value is not None:
        if m[1] in parser._open:
            raise Malformed(m.start(), "recursive entity reference")
        parser._open.append(m[1])
        subset(parser, value, 0, len(value))
        parser._open.pop()
    else:
        parser._call("SkippedEntityHandler", m[1], 1)


def _entity(parser, m):
    system, public = external(m)
    name, value, is_parameter = m["name"], m["value"], int(m["pe"] is not None)
    table = parser._parameters if is_parameter else parser._entities
    if name in table:
        return
    if value is not None:
        value = re.sub(r"&#(x[0-9a-fA-F]+|[0-9]+);", lambda r: parser._character(r[1]), value)
        table[name] = value
    else:
        table[name] = None if is_parameter else (system, public, m["notation"])
    if m["notation"] and parser.UnparsedEntityDeclHandler:
        parser._call("UnparsedEntityDeclHandler", name, parser._base, system, public, m["notation"])
    else:
        parser._call("EntityDeclHandler", name, is_parameter, value, parser._base, system, public, m["notation"])


def _notation(parser, m):
    system, public = external(m)
    parser._call("NotationDeclHandler", m["name"], parser._base, system, public)


def _element(parser, m):
    if parser.ElementDeclHandler:
        parser._call("ElementDeclHandler", m["name"], _content(m["model"], m.start("model")))


def _content(text, at):
    if text in ("EMPTY", "ANY"):
        return (model.XML_CTYPE_EMPTY if text == "EMPTY" else model.XML_CTYPE_ANY, 0, None, ())
    stack = [[None, []]]
    i = 0
    while i < len(text):
        m = _PARTICLE.match(text, i)
        if not m:
            raise Malformed(at + i)
        i = m.end()
        match m["name"] or m["sign"]:
            case "(":
                stack.append([None, []])
            case ")" if len(stack) > 1:
                kind, members = stack.pop()
                stack[-1][1].append((kind or model.XML_CTYPE_SEQ, _HOW[m["how"]], None, tuple(members)))
            case "|" if stack[-1][0] != model.XML_CTYPE_MIXED:
                stack[-1][0] = model.XML_CTYPE_CHOICE
            case "|" | ",":
                pass
            case "#PCDATA":
                stack[-1][0] = model.XML_CTYPE_MIXED
            case name:
                stack[-1][1].append((model.XML_CTYPE_NAME, _HOW[m["how"]], name, ()))
    if len(stack) != 1 or len(stack[0][1]) != 1:
        raise Malformed(at)
    return stack[0][1][0]


def _attributes(parser, m):
    known = parser._defaults.setdefault(m["name"], {})
    for a in _ATTRIBUTE.finditer(m["rest"]):
        kind = "".join(a["type"].split())
        value = a["value"] if a["value"] is None else parser._attribute_value(a["value"], kind)
        if a["name"] not in known:
            known[a["name"]] = (kind, value)
        required = int(a["kind"] == "#REQUIRED" or a["fixed"] is not None)
        parser._call("AttlistDeclHandler", m["name"], a["name"], kind, value, required)


def _comment(parser, m):
    parser._call("CommentHandler", m[1])


def _instruction(parser, m):
    parser._call("ProcessingInstructionHandler", m[1], m[2] or "")


_KINDS = [
    ("<!ENTITY", "EntityDeclHandler", _ENTITY, _entity),
    ("<!NOTATION", "NotationDeclHandler", _NOTATION, _notation),
    ("<!ELEMENT", "ElementDeclHandler", _ELEMENT, _element),
    ("<!ATTLIST", "AttlistDeclHandler", _ATTLIST, _attributes),
    ("<!--", "CommentHandler", re.compile(r"<!--(.*?)-->", re.S), _comment),
    ("<?", "ProcessingInstructionHandler", re.compile(rf"<\?({NAME})(?:\s+(.*?))?\?>", re.S), _instruction),
    ("%", None, re.compile(rf"%({NAME});"), _reference),
]
