"""Reading XML as events, in the manner of the expat library, which xml.etree, xml.sax and xml.dom are built on."""

import codecs as _codecs
import re as _re

from . import _doctype, errors, model

EXPAT_VERSION = "expat_2.6.3"
version_info = (2, 6, 3)
native_encoding = "UTF-8"
features = [("sizeof(XML_Char)", 1), ("sizeof(XML_LChar)", 1), ("XML_DTD", 0), ("XML_NS", 0), ("XML_GE", 0)]
XML_PARAM_ENTITY_PARSING_NEVER, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE, XML_PARAM_ENTITY_PARSING_ALWAYS = range(3)

_XML = "http://www.w3.org/XML/1998/namespace"
_XMLNS = "http://www.w3.org/2000/xmlns/"
# Entities that grow a document beyond this many characters are an attack.
_LARGEST_EXPANSION = 8 << 20

_NAME = _doctype.NAME
_FIRST = r"[^\x00-\x20<>&'\"/=\[\]()|,*+?!%;#.0-9\-]"
_START = _re.compile(rf"<({_FIRST}(?:{_NAME})?)((?:\s+{_NAME}\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(/?)>", _re.A)
_ATTRIBUTE = _re.compile(rf"\s+({_NAME})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", _re.A)
_END = _re.compile(rf"</({_NAME})\s*>", _re.A)
_INSTRUCTION = _re.compile(rf"<\?({_NAME})(?:\s+(.*?))?\?>", _re.S | _re.A)
_REFERENCE = _re.compile(rf"&(?:#(x[0-9a-fA-F]+|[0-9]+)|({_FIRST}(?:{_NAME})?));")
_DECLARATION = _re.compile(
    r"""<\?xml\s+version\s*=\s*(["'])(?P<version>[\w.:-]+)\1(?:\s+encoding\s*=\s*(["'])(?P<encoding>[A-Za-z][\w.-]*)\3)?"""
    r"""(?:\s+standalone\s*=\s*(["'])(?P<standalone>yes|no)\5)?\s*\?>""",
    _re.A,
)
_BAD = _re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\\]\\]>")
_PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_HANDLERS = [
    name + "Handler"
    for name in (
        "StartElement EndElement ProcessingInstruction CharacterData UnparsedEntityDecl NotationDecl StartNamespaceDecl "
        "EndNamespaceDecl Comment StartCdataSection EndCdataSection Default NotStandalone ExternalEntityRef "
        "StartDoctypeDecl EndDoctypeDecl EntityDecl XmlDecl ElementDecl AttlistDecl SkippedEntity"
    ).split()
] + ["DefaultHandlerExpand"]


class ExpatError(Exception):
    """The document is not well-formed; `code`, `lineno` and `offset` say what is wrong and where."""


ExpatError.__module__ = "xml.parsers.expat"
error = ExpatError


def ErrorString(code, /):
    """The message for an error code."""
    return errors.messages.get(code)


def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    """A new parser. With a separator of namespaces, names are reported as URI, separator and local name."""
    if encoding is not None and not isinstance(encoding, str):
        raise TypeError(f"ParserCreate() argument 'encoding' must be str or None, not {type(encoding).__name__}")
    if namespace_separator is not None:
        if not isinstance(namespace_separator, str):
            got = type(namespace_separator).__name__
            raise TypeError(f"ParserCreate() argument 'namespace_separator' must be str or None, not {got}")
        if len(namespace_separator) > 1:
            raise ValueError("namespace_separator must be at most one character, omitted, or None")
    return xmlparser(encoding, namespace_separator, {} if intern is None else intern)


class _Problem(Exception):
    """Something is wrong, at this place of the text that is being read."""


class _Incomplete(Exception):
    """What begins here has not come in whole."""


def _switch(name):
    """An attribute that is true or false."""

    def set_it(self, value):
        if name == "buffer_text" and not value:
            self._flush()
        self._switches[name] = bool(value)

    return property(lambda self: self._switches.get(name, False), set_it)


class xmlparser:
    """Reads a document piece by piece and calls the handlers that are set."""

    __module__ = "pyexpat"
    __slots__ = tuple(_HANDLERS) + (
        "buffer_used", "intern", "ErrorCode", "_switches", "_buffer_size", "_encoding", "_separator", "_wait", "_piece",
        "_decoder", "_bytes", "_text", "_at", "_line", "_column", "_index", "_pending", "_stack", "_state", "_entities",
        "_parameters", "_defaults", "_open", "_base", "_foreign", "_standalone", "_started", "_spaces", "_expanded",
        "_reparse", "_fragment", "_parameter_parsing", "_cr", "_here", "_finished",
    )

    def __init__(self, encoding, separator, intern):
        for name in _HANDLERS:
            setattr(self, name, None)
        self._switches = {}
        self.intern = intern
        self.ErrorCode = self._wait = self._piece = 0
        self._buffer_size = 8192
        self._encoding, self._separator = encoding, separator
        self._decoder, self._bytes, self._text = None, b"", ""
        self._at, self._line, self._column, self._index = 0, 1, 0, 0
        self._pending, self._stack, self._state = [], [], "prolog"
        self._entities, self._parameters, self._defaults, self._open = {}, {}, {}, []
        self._base, self._foreign, self._standalone, self._started = None, False, -1, False
        self._spaces, self._expanded, self._reparse, self._fragment = [{"xml": _XML}], 0, True, False
        self._parameter_parsing, self._cr, self._here, self._finished = 0, False, None, False
        self.buffer_used = 0

    # What programs ask and set.

    @property
    def buffer_size(self):
        return self._buffer_size

    @buffer_size.setter
    def buffer_size(self, size):
        if not isinstance(size, int):
            raise TypeError("buffer_size must be an integer")
        if size <= 0:
            raise ValueError("buffer_size must be greater than zero")
        if size > 0x7FFFFFFF:
            raise ValueError("buffer_size must not be greater than 2147483647")
        self._flush()
        self._buffer_size = size

    CurrentLineNumber = ErrorLineNumber = property(lambda self: self._place()[0])
    CurrentColumnNumber = ErrorColumnNumber = property(lambda self: self._place()[1])
    CurrentByteIndex = ErrorByteIndex = property(lambda self: self._place()[2])
    buffer_text = _switch("buffer_text")
    ordered_attributes = _switch("ordered_attributes")
    specified_attributes = _switch("specified_attributes")
    namespace_prefixes = _switch("namespace_prefixes")

    def SetBase(self, base, /):
        self._base = base

    def GetBase(self):
        return self._base

    def GetInputContext(self):
        return self._text[self._at:].encode() if self._here is not None else None

    def SetParamEntityParsing(self, flag, /):
        self._parameter_parsing = flag
        return 1

    def UseForeignDTD(self, flag=True, /):
        if self._started:
            self._raise("cannot change setting once parsing has begun")

    def GetReparseDeferralEnabled(self):
        return self._reparse

    def SetReparseDeferralEnabled(self, enabled, /):
        self._reparse = bool(enabled)

    def ExternalEntityParserCreate(self, context, encoding=None, /):
        """A parser for the text of an external entity, with the same handlers."""
        other = xmlparser(encoding, self._separator, self.intern)
        for name in _HANDLERS:
            setattr(other, name, getattr(self, name))
        for name in ("buffer_text", "ordered_attributes", "specified_attributes", "namespace_prefixes", "_base"):
            setattr(other, name, getattr(self, name))
        other._entities, other._parameters, other._defaults = self._entities, self._parameters, self._defaults
        other._spaces = list(self._spaces)
        other._fragment, other._state = True, "content"
        return other

    def ParseFile(self, file, /):
        """Parse what a file gives."""
        if not hasattr(file, "read"):
            raise TypeError("argument must have 'read' attribute")
        while True:
            data = file.read(2048)
            if not isinstance(data, (bytes, bytearray)):
                raise TypeError(f"read() did not return a bytes object (type={type(data).__name__})")
            if not data:
                return self.Parse(b"", True)
            self.Parse(data, False)

    def Parse(self, data, isfinal=False, /):
        """Parse a piece of the document. With `isfinal` it is the last one."""
        if self._finished:
            self._raise("parsing finished")
        if isinstance(data, str):
            data = data.encode("utf-8", "surrogatepass")
            if self._decoder is None:
                self._decoder = _codecs.getincrementaldecoder("utf-8")()
        elif not isinstance(data, bytes):
            data = bytes(memoryview(data))
        self._started = True
        self._finished = bool(isfinal)
        try:
            self._feed(data, isfinal)
            self._run(isfinal)
        except _Problem as problem:
            message, at = problem.args
            if at is not None:
                self._advance(at)
            self._raise(message)
        self._flush()
        return 1

    # Text: from bytes, and the place in it.

    def _feed(self, data, final):
        if self._decoder is None:
            self._bytes += data
            name = self._detected(final)
            if name is None:
                return
            data, self._bytes = self._bytes, b""
            # As expat does, text that is not UTF-8 comes in pieces.
            self._piece = 0 if name.startswith("utf-8") else 1024
            try:
                self._decoder = _codecs.getincrementaldecoder(name)()
            except LookupError:
                self._unknown_encoding()
        try:
            text = self._decoder.decode(data, final)
        except UnicodeDecodeError as e:
            self._text += e.object[: e.start].decode(e.encoding, "replace")
            bad = len(self._text)
            self._run(False)
            partial = e.reason == "unexpected end of data"
            raise _Problem("partial character" if partial else "not well-formed (invalid token)", bad) from None
        if self._cr:
            text = "\r" + text
        self._cr = text.endswith("\r") and not final
        if self._cr:
            text = text[:-1]
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._text = self._text[self._at:] + text
        self._at = 0

    def _detected(self, final):
        """The encoding: as the parser was told, the first bytes show or the declaration says."""
        if self._encoding:
            return self._encoding
        data = self._bytes
        if len(data) < 4 and not final:
            return None
        for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
            if data.startswith(mark):
                return name
        if data.startswith(b"<\0"):
            return "utf-16-le"
        if data.startswith(b"\0<"):
            return "utf-16-be"
        if data.startswith(b"<?xml"):
            if b"?>" not in data:
                return "utf-8" if final else None
            m = _re.match(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']""", data)
            if m:
                name = m[1].decode().lower()
                return "utf-8" if name == "utf-16" else name
        return "utf-8"

    def _unknown_encoding(self):
        self._text = self._bytes.decode("latin-1")
        m = _re.search("encoding", self._text)
        raise _Problem("unknown encoding", m.end() + 2 if m else 0)

    def _place(self):
        if self._here is not None:
            self._advance(self._here)
            self._here = None
        return self._line, self._column, self._index

    def _advance(self, to):
        """Move on to a place in the text."""
        passed = self._text[self._at:to]
        lines = passed.count("\n")
        self._line += lines
        self._column = len(passed) - passed.rindex("\n") - 1 if lines else self._column + len(passed)
        self._index += len(passed.encode("utf-8", "surrogatepass"))
        self._at = to

    def _raise(self, message):
        line, column = self._line, self._column
        code = errors.codes[message]
        self.ErrorCode, self._here = code, None
        e = ExpatError(f"{message}: line {line}, column {column}")
        e.code, e.lineno, e.offset = code, line, column
        raise e

    # Calling handlers.

    def _call(self, name, *args):
        handler = getattr(self, name)
        self._flush()
        if handler is not None:
            return handler(*args)

    def _flush(self):
        if self._pending:
            text, self._pending = "".join(self._pending), []
            self.buffer_used = 0
            if self.CharacterDataHandler is not None:
                self.CharacterDataHandler(text)

    def _default(self, text):
        handler = self.DefaultHandlerExpand or self.DefaultHandler
        if handler is not None and text:
            self._flush()
            handler(text)

    def _characters(self, text):
        if self._piece and len(text) > self._piece:
            for i in range(0, len(text), self._piece):
                self._characters(text[i:i + self._piece])
        elif self.CharacterDataHandler is None:
            self._default(text)
        elif self.buffer_text:
            if self.buffer_used + len(text) > self._buffer_size:
                self._flush()
            if len(text) > self._buffer_size:
                self.CharacterDataHandler(text)
                return
            self.buffer_used += len(text)
            self._pending.append(text)
        else:
            # As expat does: each line, and each end of a line, for itself.
            for part in _re.split("(\n)", text):
                if part:
                    self.CharacterDataHandler(part)

    def _event(self, name, raw, *args):
        handler = getattr(self, name)
        if handler is None:
            self._default(raw)
        else:
            self._flush()
            handler(*args)

    # Reading.

    def _run(self, final):
        waiting = len(self._text) - self._at
        if not final and (self._decoder is None or self._reparse and waiting < self._wait):
            return
        self._wait, begun = 0, self._at
        while self._at < len(self._text):
            try:
                end = self._token(self._text, self._at, final, 0)
            except _Incomplete:
                if final:
                    if self._text.startswith("<![CDATA[", self._at):
                        raise _Problem("unclosed CDATA section", len(self._text)) from None
                    if self._text.startswith("<!DOCTYPE", self._at):
                        raise _Problem("no element found", len(self._text)) from None
                    raise _Problem("unclosed token", self._at) from None
                # When nothing at all was whole, looking again is not worth while before there is twice as much.
                self._wait = 2 * (len(self._text) - self._at) if self._at == begun else 0
                break
            if end is None:
                break
            if self._at < end:
                self._advance(end)
            self._here = None
        if final:
            done = self._fragment and not self._stack if self._state == "content" else self._state == "epilog"
            if not done:
                self._at = self._at if self._at <= len(self._text) else len(self._text)
                raise _Problem("no element found", None)

    def _token(self, text, at, final, depth):
        """Read what begins at a place; where it ends, or None when more text is needed to know."""
        self._here = at if depth == 0 else self._here
        c = text[at]
        if c == "<":
            return self._markup(text, at, final, depth)
        if self._state != "content":
            m = _re.compile(r"[ \t\n]+").match(text, at)
            if m:
                self._default(m[0])
                return m.end()
            bad = "junk after document element" if self._state == "epilog" else "syntax error"
            if c in "\x00\x01&" and self._state != "epilog":
                bad = "not well-formed (invalid token)"
            raise _Problem(bad, at)
        if c == "&":
            return self._reference(text, at, final, depth)
        end = len(text)
        for sign in "<&":
            i = text.find(sign, at, end)
            end = i if i >= 0 else end
        if end == len(text) and not final and depth == 0:
            # The end of a piece may be the beginning of "]]>".
            while end > at and text[end - 1] == "]" and len(text) - end < 2:
                end -= 1
            if end == at:
                return None
        bad = _BAD.search(text, at, end)
        if bad:
            self._problem("not well-formed (invalid token)", bad.start() + (2 if bad[0] == "]]>" else 0), depth)
        self._characters(text[at:end])
        return end

    def _problem(self, message, at, depth):
        raise _Problem(message, at if depth == 0 else self._here)

    def _markup(self, text, at, final, depth):
        following = text[at + 1:at + 2]
        if following == "/":
            return self._end_tag(text, at, depth)
        if following == "?":
            return self._instruction(text, at, depth)
        if following == "!":
            return self._declaration(text, at, final, depth)
        m = _START.match(text, at)
        if not m:
            self._bad_tag(text, at, depth)
        if self._state == "epilog":
            self._problem("junk after document element", at, depth)
        self._start_tag(m, at, depth)
        return m.end()

    def _bad_tag(self, text, at, depth):
        """Say where a tag stops being one, unless the rest of it may still come."""
        m = _re.compile(rf"<(?:{_FIRST}(?:{_NAME})?(?:\s+{_NAME}\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*(?:(?<=\s){_NAME}\s*(?:=\s*(?:\"[^\"<]*|'[^'<]*)?)?|/)?)?").match(text, at)
        end = m.end() if m else at + 1
        if end >= len(text):
            raise _Incomplete
        self._problem("not well-formed (invalid token)", end, depth)

    def _end_tag(self, text, at, depth):
        m = _END.match(text, at)
        if not m:
            end = _re.compile(rf"</(?:{_NAME})?\s*").match(text, at).end()
            if end >= len(text):
                raise _Incomplete
            self._problem("not well-formed (invalid token)", end, depth)
        if self._state != "content" or not self._stack or self._stack[-1][0] != m[1]:
            if self._state == "prolog":
                self._problem("not well-formed (invalid token)", at + 1, depth)
            after = self._state == "epilog"
            self._problem("junk after document element" if after else "mismatched tag", at + 2 - 2 * after, depth)
        self._end_element(m[0])
        return m.end()

    def _start_tag(self, m, at, depth):
        raw, attributes, seen = m[1], [], set()
        known = self._defaults.get(raw, {})
        for a in _ATTRIBUTE.finditer(m[2]):
            if a[1] in seen:
                self._problem("duplicate attribute", m.start(2) + a.start(1), depth)
            seen.add(a[1])
            value = a[2] if a[2] is not None else a[3]
            if "&" in value or "\n" in value or "\t" in value or a[1] in known:
                value = self._attribute_value(value, known.get(a[1], ("CDATA",))[0], m.start(2) + a.start(1))
            attributes.append((a[1], value))
        if not self.specified_attributes:
            attributes += [(n, v) for n, (_, v) in known.items() if v is not None and n not in seen]
        declared = []
        name = raw
        if self._separator is not None:
            name, attributes, declared = self._in_namespaces(raw, attributes, at)
        self._state = "content"
        self._stack.append((raw, name, declared))
        if self.StartElementHandler is None:
            self._default(m[0])
        else:
            self._flush()
            if self.ordered_attributes:
                given = [part for pair in attributes for part in pair]
            else:
                given = dict(attributes)
            self.StartElementHandler(self.intern.setdefault(name, name), given)
        if m[3]:
            if depth == 0:
                self._here = m.end()
            self._end_element("")

    def _end_element(self, raw):
        _, name, declared = self._stack.pop()
        self._event("EndElementHandler", raw, self.intern.setdefault(name, name))
        for prefix in reversed(declared):
            self._call("EndNamespaceDeclHandler", prefix)
        if declared:
            self._spaces.pop()
        if not self._stack and not self._fragment:
            self._state = "epilog"

    def _in_namespaces(self, raw, attributes, at):
        declared, plain = {}, []
        for name, value in attributes:
            prefix, colon, local = name.partition(":")
            if prefix == "xmlns":
                self._declare(local if colon else None, value, at)
                declared[local if colon else None] = value
            else:
                plain.append((name, value))
        if declared:
            self._spaces.append({**self._spaces[-1], **declared})
            for prefix, uri in declared.items():
                self._call("StartNamespaceDeclHandler", prefix, uri or None)
        spaces = self._spaces[-1]
        renamed, seen = [], set()
        for name, value in plain:
            name = self._expanded_name(name, spaces, at) if ":" in name else name
            if name in seen:
                raise _Problem("duplicate attribute", at)
            seen.add(name)
            renamed.append((name, value))
        return self._expanded_name(raw, spaces, at), renamed, list(declared)

    def _declare(self, prefix, uri, at):
        if prefix == "xmlns":
            raise _Problem("reserved prefix (xmlns) must not be declared or undeclared", at)
        if (prefix == "xml") != (uri == _XML):
            which = "prefix (xml) must not be undeclared or bound to another namespace name"
            other = "prefix must not be bound to one of the reserved namespace names"
            raise _Problem("reserved " + which if prefix == "xml" else other, at)
        if prefix is not None and not uri:
            raise _Problem("must not undeclare prefix", at)

    def _expanded_name(self, name, spaces, at):
        prefix, colon, local = name.rpartition(":")
        uri = spaces.get(prefix if colon else None)
        if colon and uri is None:
            raise _Problem("unbound prefix", at)
        if not uri:
            return name
        if self.namespace_prefixes and colon:
            return self._separator.join((uri, local, prefix))
        return uri + self._separator + local

    def _instruction(self, text, at, depth):
        end = text.find("?>", at)
        if end < 0:
            raise _Incomplete
        if _re.compile(r"<\?xml[\s?]").match(text, at):
            if self._index or self._at or at or depth:
                self._problem("XML or text declaration not at start of entity", at, depth)
            m = _DECLARATION.match(text, at)
            if not m:
                if not self._fragment:
                    raise _Problem("XML declaration not well-formed", min(end, at + 5))
                return end + 2
            self._standalone = {"yes": 1, "no": 0, None: -1}[m["standalone"]]
            self._event("XmlDeclHandler", m[0], m["version"], m["encoding"], self._standalone)
            return m.end()
        m = _INSTRUCTION.match(text, at)
        if not m or m.end() != end + 2 or m[1].lower() == "xml":
            self._problem("not well-formed (invalid token)", at + 2, depth)
        self._event("ProcessingInstructionHandler", m[0], m[1], m[2] or "")
        return m.end()

    def _declaration(self, text, at, final, depth):
        if text.startswith("<!--", at):
            end = text.find("--", at + 4)
            if end < 0 or end + 2 >= len(text):
                raise _Incomplete
            if text[end + 2] != ">":
                self._problem("not well-formed (invalid token)", end + 2, depth)
            self._event("CommentHandler", text[at:end + 3], text[at + 4:end])
            return end + 3
        if text.startswith("<![CDATA[", at) and self._state == "content":
            end = text.find("]]>", at)
            if end < 0:
                raise _Incomplete
            self._event("StartCdataSectionHandler", "<![CDATA[")
            if end > at + 9:
                self._characters(text[at + 9:end])
            self._event("EndCdataSectionHandler", "]]>")
            return end + 3
        if text.startswith("<!DOCTYPE", at) and self._state == "prolog":
            return self._document_type(text, at)
        if len(text) - at < 9 and any(s.startswith(text[at:]) for s in ("<!--", "<![CDATA[", "<!DOCTYPE")):
            raise _Incomplete
        if self._state == "epilog":
            self._problem("junk after document element", at, depth)
        self._problem("not well-formed (invalid token)", at + (3 if self._state == "prolog" else 2), depth)

    def _document_type(self, text, at):
        end = _doctype.end_of(text, at)
        if end is None:
            raise _Incomplete
        whole = text[at:end]
        try:
            m = _doctype.head(whole)
            system, public = _doctype.external(m)
            inner = int(whole.startswith("[", m.end()))
            if system is not None and self._standalone != 1 and self.NotStandaloneHandler is not None:
                if not self._call("NotStandaloneHandler"):
                    raise _Problem("document is not standalone", at)
            if self.StartDoctypeDeclHandler is None:
                for token in _doctype.TOKEN.findall(whole, 0, m.end() + inner):
                    self._default(token)
            self._call("StartDoctypeDeclHandler", m["name"], system, public, inner)
            if inner:
                close = whole.rindex("]")
                _doctype.subset(self, whole, m.end() + 1, close)
            elif whole[m.end():] != ">":
                raise _doctype.Malformed(m.end())
        except _doctype.Malformed as e:
            raise _Problem(e.message, at + e.at) from None
        self._foreign = self._foreign or system is not None
        if self.StartDoctypeDeclHandler is None:
            self._default(">")
        if system is not None and self._parameter_parsing and self.ExternalEntityRefHandler is not None:
            if not self._call("ExternalEntityRefHandler", None, self._base, system, public):
                raise _Problem("error in processing external entity reference", at)
        self._call("EndDoctypeDeclHandler")
        return end

    def _character(self, digits):
        number = int(digits[1:], 16) if digits[0] == "x" else int(digits)
        if number < 32 and number not in (9, 10, 13) or 0xD800 <= number < 0xE000 or number in (0xFFFE, 0xFFFF):
            raise _Problem("reference to invalid character number", self._here)
        if number > 0x10FFFF:
            raise _Problem("reference to invalid character number", self._here)
        return chr(number)

    def _reference(self, text, at, final, depth):
        m = _REFERENCE.match(text, at)
        if not m:
            end = _re.compile(rf"&(?:#x?[0-9a-fA-F]*|{_FIRST}(?:{_NAME})?)?").match(text, at).end()
            if end >= len(text):
                raise _Incomplete
            self._problem("not well-formed (invalid token)", end, depth)
        if m[1]:
            self._characters(self._character(m[1]))
            return m.end()
        name = m[2]
        if name in _PREDEFINED:
            self._characters(_PREDEFINED[name])
            return m.end()
        value = self._entities.get(name, self)
        if value is self:
            if not self._foreign or self._standalone == 1:
                self._problem("undefined entity", at, depth)
            self._event("SkippedEntityHandler", m[0], name, 0)
        elif isinstance(value, tuple):
            self._external(name, value, at, depth)
        elif self.DefaultHandler is not None and self.DefaultHandlerExpand is None:
            self._default(m[0])
        else:
            self._expand(name, value, at, depth)
        return m.end()

    def _external(self, name, value, at, depth):
        system, public, notation = value
        if notation is not None:
            self._problem("reference to binary entity", at, depth)
        if self.ExternalEntityRefHandler is not None:
            if not self._call("ExternalEntityRefHandler", name, self._base, system, public):
                self._problem("error in processing external entity reference", at, depth)
        else:
            self._default(f"&{name};")

    def _expand(self, name, value, at, depth):
        """Read the text of an entity in place of a reference to it."""
        if name in self._open:
            self._problem("recursive entity reference", at, depth)
        self._grow(len(value))
        self._open.append(name)
        level, i = len(self._stack), 0
        try:
            while i < len(value):
                i = self._token(value, i, True, depth + 1)
        except _Incomplete:
            raise _Problem("unclosed token", self._here) from None
        finally:
            self._open.pop()
        if len(self._stack) != level:
            raise _Problem("asynchronous entity", self._here)

    def _grow(self, size):
        self._expanded += size
        if self._expanded > _LARGEST_EXPANSION:
            raise _Problem("limit on input amplification factor (from DTD and entities) breached", self._here)

    def _attribute_value(self, value, kind="CDATA", at=None):
        """The value of an attribute: references replaced, white space made spaces."""
        value = value.replace("\n", " ").replace("\t", " ")

        def replaced(m):
            if m[1]:
                return self._character(m[1])
            if m[2] in _PREDEFINED:
                return _PREDEFINED[m[2]]
            text = self._entities.get(m[2])
            if text is None:
                if m[2] in self._entities or not self._foreign:
                    raise _Problem("undefined entity", at)
                return ""
            if isinstance(text, tuple):
                raise _Problem("reference to external entity in attribute", at)
            if m[2] in self._open:
                raise _Problem("recursive entity reference", at)
            self._grow(len(text))
            self._open.append(m[2])
            try:
                return self._attribute_value(text, at=at)
            finally:
                self._open.pop()

        if "&" in value:
            if "&" in _REFERENCE.sub("", value):
                raise _Problem("not well-formed (invalid token)", at)
            value = _REFERENCE.sub(replaced, value)
        return value if kind == "CDATA" else " ".join(part for part in value.split(" ") if part)


XMLParserType = xmlparser
