"""Random Python programs, the same for the same seed on every version of Python from 3.9 on.

    python3 generate.py SEED        prints the program of that seed

What a program prints depends on the language alone: no addresses, no hash order, no clock, no randomness. Sizes stay small
(exponents, shifts and repetitions are small literals). Most statements catch what they raise and print it, so that the
messages of errors are compared as much as results; now and then one is left to end the program.
"""

import random
import sys

NAMES = ["a", "b", "c", "d", "e", "x", "y", "z", "items", "name", "total", "n"]
FUNCTIONS = ["f", "g", "h", "helper", "visit", "make"]
CLASSES = ["Point", "Node", "Base", "Mixin", "Box"]
ERRORS = ["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError", "AttributeError", "RuntimeError",
          "LookupError", "OSError", "ArithmeticError", "StopIteration", "AssertionError", "Exception"]
TYPES = ["int", "float", "str", "bytes", "list", "tuple", "dict", "set", "bool", "none", "complex", "range", "frozenset",
         "bytearray"]

INTS = ["0", "1", "-1", "2", "3", "7", "10", "-5", "255", "256", "1000", "-128", "65537", "2**31", "2**63", "-2**63",
        "2**64 + 1", "10**20", "True", "0x1f", "0b101", "0o17", "1_000", "9223372036854775807"]
FLOATS = ["0.0", "-0.0", "1.0", "1.5", "-2.25", "0.1", "1e10", "1e-7", "1e16", "1e22", "123456.789", "float('inf')",
          "float('nan')", "-float('inf')", "3.0", "2.5", "1e300", "5e-324", "0.30000000000000004", "1/3"]
STRINGS = ["''", "'a'", "'abc'", "'Hello, World'", "'  padded  '", "'x,y,,z'", "'line\\nbreak'", "'tab\\there'", "'ß'",
           "'É'", "'日本語'", "'😀ok'", "'ABC'", "'123'", "'-42'", "'3.14'", "'a b c'", "'aaa'", "'%s and %d'", "'{} {}'",
           "'quote\\'s'", "'\"dq\"'", "'both\\'\"'", "'\\\\'", "'\\x00'", "'ǆ'", "'İ'", "'ﬁ'", "'title case here'", "'\\u0345'"]
BYTES = ["b''", "b'a'", "b'abc'", "b'\\x00\\xff'", "b'Hello'", "b'a,b,c'", "b'  pad '", "b'123'", "b'\\xc3\\xa9'"]

STR_METHODS = [
    ("upper", []), ("lower", []), ("title", []), ("capitalize", []), ("swapcase", []), ("casefold", []), ("strip", []),
    ("lstrip", []), ("rstrip", []), ("split", []), ("rsplit", []), ("splitlines", []), ("isdigit", []), ("isalpha", []),
    ("isalnum", []), ("isspace", []), ("isupper", []), ("islower", []), ("istitle", []), ("isidentifier", []),
    ("isnumeric", []), ("isdecimal", []), ("isascii", []), ("isprintable", []), ("encode", []), ("expandtabs", []),
    ("split", ["str"]), ("rsplit", ["str", "small"]), ("split", ["str", "small"]), ("strip", ["str"]), ("find", ["str"]),
    ("rfind", ["str"]), ("index", ["str"]), ("rindex", ["str"]), ("count", ["str"]), ("replace", ["str", "str"]),
    ("replace", ["str", "str", "small"]), ("startswith", ["str"]), ("endswith", ["str"]), ("partition", ["str"]),
    ("rpartition", ["str"]), ("join", ["strs"]), ("center", ["small"]), ("center", ["small", "char"]), ("ljust", ["small"]),
    ("rjust", ["small", "char"]), ("zfill", ["small"]), ("removeprefix", ["str"]), ("removesuffix", ["str"]),
    ("format", ["any", "any"]), ("find", ["str", "small"]), ("count", ["str", "small", "small"]), ("splitlines", ["bool"]),
    ("encode", ["codec"]), ("translate", ["dict"]), ("expandtabs", ["small"]), ("__contains__", ["str"]), ("__len__", []),
    ("__mod__", ["any"]), ("__getitem__", ["small"]), ("startswith", ["tuple"]),
]
BYTES_METHODS = [
    ("upper", []), ("lower", []), ("hex", []), ("decode", []), ("split", []), ("split", ["bytes"]), ("find", ["bytes"]),
    ("count", ["bytes"]), ("replace", ["bytes", "bytes"]), ("startswith", ["bytes"]), ("strip", []), ("join", ["list"]),
    ("center", ["small"]), ("zfill", ["small"]), ("title", []), ("isalpha", []), ("isdigit", []), ("partition", ["bytes"]),
    ("decode", ["codec"]), ("splitlines", []), ("index", ["bytes"]), ("rjust", ["small"]), ("swapcase", []), ("find", ["small"]),
    ("removeprefix", ["bytes"]), ("hex", ["char"]), ("capitalize", []), ("expandtabs", []), ("isspace", []), ("rindex", ["any"]),
]
LIST_METHODS = [
    ("append", ["any"]), ("extend", ["iter"]), ("insert", ["small", "any"]), ("pop", []), ("pop", ["small"]), ("remove", ["any"]),
    ("index", ["any"]), ("index", ["any", "small"]), ("count", ["any"]), ("reverse", []), ("copy", []), ("clear", []),
    ("sort", []), ("__len__", []), ("__contains__", ["any"]), ("__getitem__", ["small"]), ("__add__", ["any"]),
    ("__imul__", ["small"]), ("__delitem__", ["small"]), ("__setitem__", ["small", "any"]),
]
DICT_METHODS = [
    ("get", ["any"]), ("get", ["any", "any"]), ("pop", ["any"]), ("pop", ["any", "any"]), ("setdefault", ["any", "any"]),
    ("keys", []), ("values", []), ("items", []), ("update", ["dict"]), ("copy", []), ("popitem", []), ("clear", []),
    ("__contains__", ["any"]), ("update", ["any"]), ("__or__", ["dict"]), ("__getitem__", ["any"]), ("__len__", []),
    ("fromkeys", ["iter", "any"]),
]
SET_METHODS = [
    ("add", ["int"]), ("discard", ["any"]), ("remove", ["any"]), ("union", ["ints"]), ("intersection", ["ints"]),
    ("difference", ["ints"]), ("symmetric_difference", ["ints"]), ("issubset", ["ints"]), ("issuperset", ["ints"]),
    ("isdisjoint", ["ints"]), ("update", ["ints"]), ("copy", []), ("__contains__", ["any"]), ("__or__", ["set"]),
    ("__and__", ["any"]), ("__len__", []), ("difference_update", ["ints"]),
]
INT_METHODS = [
    ("bit_length", []), ("bit_count", []), ("conjugate", []), ("as_integer_ratio", []), ("to_bytes", ["small", "order"]),
    ("is_integer", []), ("__add__", ["any"]), ("__pow__", ["small"]), ("__floordiv__", ["any"]), ("__round__", ["small"]),
    ("__format__", ["spec"]), ("to_bytes", ["small"]),
]
FLOAT_METHODS = [
    ("is_integer", []), ("as_integer_ratio", []), ("hex", []), ("conjugate", []), ("__round__", ["small"]), ("__add__", ["any"]),
    ("__format__", ["spec"]), ("__divmod__", ["any"]), ("__trunc__", []),
]
TUPLE_METHODS = [("index", ["any"]), ("count", ["any"]), ("__len__", []), ("__getitem__", ["small"]), ("__add__", ["any"]),
                 ("__mul__", ["small"]), ("__contains__", ["any"])]
RANGE_METHODS = [("index", ["any"]), ("count", ["any"]), ("__len__", []), ("__getitem__", ["small"]), ("__contains__", ["any"])]
BYTEARRAY_METHODS = BYTES_METHODS + [("append", ["small"]), ("extend", ["any"]), ("pop", []), ("insert", ["small", "small"]),
                                     ("reverse", []), ("clear", []), ("remove", ["small"])]
METHODS = {"str": STR_METHODS, "bytes": BYTES_METHODS, "list": LIST_METHODS, "dict": DICT_METHODS, "set": SET_METHODS,
           "frozenset": SET_METHODS, "int": INT_METHODS, "bool": INT_METHODS, "float": FLOAT_METHODS, "tuple": TUPLE_METHODS,
           "range": RANGE_METHODS, "bytearray": BYTEARRAY_METHODS, "complex": [("conjugate", []), ("__add__", ["any"])],
           "none": [("__bool__", []), ("__eq__", ["any"])]}

BUILTINS = [
    ("len", ["any"]), ("abs", ["num"]), ("sum", ["list"]), ("sum", ["iter", "any"]), ("min", ["iter"]), ("max", ["iter"]),
    ("min", ["any", "any"]), ("sorted", ["iter"]), ("list", ["any"]), ("tuple", ["any"]), ("set", ["ints"]), ("dict", ["any"]),
    ("str", ["any"]), ("repr", ["any"]), ("ascii", ["any"]), ("int", ["any"]), ("int", ["str", "small"]), ("float", ["any"]),
    ("bool", ["any"]), ("complex", ["any"]), ("bytes", ["any"]), ("bytearray", ["any"]), ("divmod", ["num", "num"]),
    ("pow", ["num", "small"]), ("pow", ["int", "small", "int"]), ("round", ["num"]), ("round", ["num", "small"]), ("hex", ["any"]),
    ("oct", ["int"]), ("bin", ["int"]), ("chr", ["int"]), ("ord", ["any"]), ("any", ["iter"]), ("all", ["iter"]),
    ("list", ["ENUM"]), ("list", ["ZIP"]), ("list", ["MAP"]), ("list", ["FILTER"]), ("list", ["REV"]), ("range", ["small", "small"]),
    ("range", ["any"]), ("slice", ["small", "small"]), ("isinstance", ["any", "TYPE"]), ("type", ["any"]), ("callable", ["any"]),
    ("format", ["any", "spec"]), ("frozenset", ["ints"]), ("iter", ["any"]), ("next", ["ITER"]),
    ("issubclass", ["any", "TYPE"]), ("getattr", ["any", "str"]), ("getattr", ["any", "str", "any"]), ("hasattr", ["any", "str"]),
    ("str", ["bytes", "codec"]), ("bytes", ["str", "codec"]), ("dict", ["ZIP"]), ("max", ["any", "any", "any"]),
    ("list", ["ZIPSTRICT"]), ("print", ["any", "any"]), ("memoryview", ["any"]), ("len", ["small"]), ("reversed", ["any"]),
]
LIBRARY = [
    "math.sqrt({num})", "math.floor({num})", "math.ceil({num})", "math.gcd({int}, {int})", "math.isclose({num}, {num})",
    "math.factorial({small})", "math.comb({small}, {small})", "math.copysign({num}, {num})", "math.fsum({iter})",
    "math.prod({iter})", "math.log({num})", "math.isqrt({int})", "math.trunc({num})", "math.modf({num})", "math.frexp({num})",
    "math.hypot({num}, {num})", "math.dist({tuple}, {tuple})", "math.atan2({num}, {num})", "math.fmod({num}, {num})",
    "math.perm({small}, {small})", "math.lcm({int}, {int})", "math.isnan({any})", "math.nextafter({num}, {num})",
    "list(itertools.chain({iter}, {iter}))", "list(itertools.islice({iter}, {small}))", "list(itertools.accumulate({iter}))",
    "list(itertools.combinations({iter}, 2))", "list(itertools.permutations({iter}, 2))[:9]", "list(itertools.product({iter}, repeat=2))[:9]",
    "list(itertools.zip_longest({iter}, {iter}, fillvalue={any}))", "[(k, list(v)) for k, v in itertools.groupby({iter})]",
    "list(itertools.pairwise({iter}))", "list(itertools.takewhile(bool, {iter}))", "list(itertools.compress({iter}, {iter}))",
    "list(itertools.repeat({any}, {small}))", "list(itertools.starmap(max, {iter}))", "list(itertools.batched({iter}, 2))",
    "functools.reduce(lambda p, q: p + q, {iter})", "functools.reduce(lambda p, q: p + q, {iter}, {any})",
    "functools.partial(max, {any})({any})", "collections.Counter({iter}).most_common()", "collections.deque({iter}, {small})",
    "collections.OrderedDict({any})", "collections.defaultdict(list, {any})", "collections.ChainMap({dict}, {dict}).get({any})",
    "json.dumps({any})", "json.dumps({any}, indent=2)", "json.dumps({any}, sort_keys=True)", "json.loads({str})",
    "json.loads(json.dumps({any}))", "re.findall({pattern}, {str})", "re.sub({pattern}, {str}, {str})", "re.split({pattern}, {str})",
    "re.match({pattern}, {str})", "re.fullmatch({pattern}, {str}) is not None", "textwrap.wrap({str}, 5)", "textwrap.shorten({str}, 9)",
    "textwrap.indent({str}, {str})", "string.Template({str}).safe_substitute({dict})", "struct.pack('<i', {int})", "struct.unpack('>H', {bytes})",
    "struct.pack('d', {num})", "fractions.Fraction(7, 3) + {num}",
    
    "statistics.mean({iter})", "statistics.median({iter})", "operator.itemgetter({any})({any})", "operator.attrgetter({str})({any})",
    "operator.add({any}, {any})", "operator.countOf({iter}, {any})", "bisect.bisect({list}, {any})", "heapq.nsmallest(2, {iter})",
    "heapq.merge({list}, {list}).__next__()", "copy.deepcopy({any})", "copy.copy({any})", "base64.b64encode({any})",
    "binascii.hexlify({bytes})", "zlib.crc32({any})", "hashlib.md5({any}).hexdigest()", "pprint.pformat({any}, width=20)",
    "str(datetime.timedelta(days=3, seconds=5) * 2)", "datetime.date(2024, 2, 29).isoformat()", 
    "datetime.datetime(2024, 2, 29, 3, 4).isoformat()", "urllib.parse.quote({any})", "urllib.parse.urlsplit({str})",
    "html.escape({any})", "shlex.split({str})", "difflib.get_close_matches({str}, {strs})", "pickle.loads(pickle.dumps({any}))",
    "ast.literal_eval({str})", "ast.literal_eval(repr({any}))", "unicodedata.name({str}[:1], {str})", "unicodedata.normalize('NFKD', {str})",
    "types.SimpleNamespace(**{dict})", "reprlib.repr({any})", "dataclasses.asdict({any})", "enum.Enum('E', {any})",
    "cmath.sqrt({num})", "cmath.phase({num})", "io.StringIO({any}).read()", "io.BytesIO({any}).getvalue()", "array.array('i', {any})",
    "csv.reader({any}).__next__()", "string.capwords({str})", "keyword.iskeyword({any})", "ipaddress.ip_address({any})", "uuid.UUID({any})",
    "contextlib.nullcontext({any}).__enter__()", "inspect.signature({any})", "typing.get_origin({any})", "numbers.Number.__instancecheck__({any})",
    "locale.atoi({str})", "colorsys.rgb_to_hsv({num}, {num}, {num})", "calendar.monthrange({int}, {small})", "graphlib.TopologicalSorter({any}).static_order()",
]
PATTERNS = ["r'a'", "r'\\w+'", "r'(\\d)(\\d)?'", "r'[a-c]+'", "r'(?i)h.l'", "r'\\s*,\\s*'", "r'^.'", "r'(?P<k>\\w)\\w'", "r'(a|b)*c'",
            "r'x*'", "r'(?<=a)b'", "r'\\b'", "r'['", "r'(?P<n>a)(?P=n)'", "r'.{2,3}?'", "r'(?x) a # c'", "r'\\u00df'", "r'*'", "r'(?:)'"]
SPECS = ["''", "'d'", "'x'", "'#x'", "'08.3f'", "'>10'", "'^10'", "'*<8'", "','", "'_'", "'e'", "'g'", "'%'", "'+'", "' '", "'.2'", "'s'", "'.3s'",
         "'b'", "'#o'", "'c'", "'n'", "'=+9'", "'010'", "'q'", "'10.4g'", "',.2f'", "'_x'", "'z.1f'", "'!r'", "'.0f'", "'#.3g'", "'-^7d'"]
CODECS = ["'utf-8'", "'ascii'", "'latin-1'", "'utf-16'", "'utf-16-le'", "'utf-32-be'", "'cp1252'", "'utf-8-sig'", "'nope'", "'punycode'"]
OPERATORS = ["+", "-", "*", "/", "//", "%", "&", "|", "^", "@"]
COMPARISONS = ["==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"]
MODULES = ["abc", "array", "ast", "asyncio", "base64", "binascii", "bisect", "calendar", "cmath", "collections", "colorsys", "contextlib",
           "copy", "csv", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools", "graphlib", "hashlib", "heapq",
           "html", "inspect", "io", "ipaddress", "itertools", "json", "keyword", "locale", "math", "numbers", "operator", "pickle", "pprint",
           "re", "reprlib", "shlex", "statistics", "string", "struct", "sys", "textwrap", "types", "typing", "unicodedata", "uuid", "zlib",
           "collections.abc", "urllib.parse"]


class Program:
    """The program of one seed, line by line."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.depth = 0
        self.defined = list(NAMES)  # variables that exist
        self.functions = []         # (name, number of parameters)
        self.classes = []
        self.in_function = False
        self.in_async = False
        self.in_loop = False

    # --- text ---

    def put(self, line):
        self.lines.append("    " * self.depth + line)

    def pick(self, items):
        return items[self.random.randrange(len(items))]

    def chance(self, percent):
        return self.random.randrange(100) < percent

    # --- expressions ---

    def value(self, kind, level=0):
        """An expression that is probably of this kind."""
        if level < 2 and self.chance(8):
            kind = self.pick(TYPES)
        if self.defined and self.chance(30):
            return self.pick(self.defined)
        return getattr(self, "make_" + kind)(level)

    def make_any(self, level):
        return self.expression(level + 1) if level < 3 and self.chance(40) else self.value(self.pick(TYPES), level + 1)

    def make_int(self, level):
        if level < 2 and self.chance(30):
            return "(%s %s %s)" % (self.value("int", level + 1), self.pick(["+", "-", "*", "//", "%", "&", "|", "^"]), self.value("int", level + 1))
        if level < 2 and self.chance(8):
            return "(%s %s %s)" % (self.value("int", level + 1), self.pick(["**", "<<", ">>"]), self.pick(["0", "1", "2", "3", "5", "-1"]))
        return self.pick(INTS)

    def make_small(self, _level):
        return self.pick(["0", "1", "2", "3", "-1", "-2", "4", "5", "8", "12", "20", "None", "True"] if self.chance(10) else
                         ["0", "1", "2", "3", "-1", "-2", "4", "5", "8", "12", "20"])

    def make_num(self, level):
        return self.value(self.pick(["int", "int", "float", "bool"]), level + 1)

    def make_float(self, level):
        if level < 2 and self.chance(25):
            return "(%s %s %s)" % (self.value("float", level + 1), self.pick(["+", "-", "*", "/"]), self.value("num", level + 1))
        return self.pick(FLOATS)

    def make_bool(self, level):
        if level < 3 and self.chance(50):
            return "(%s %s %s)" % (self.value("any", level + 1), self.pick(COMPARISONS), self.value("any", level + 1))
        if level < 3 and self.chance(30):
            return "(not %s)" % self.value("any", level + 1)
        return self.pick(["True", "False"])

    def make_none(self, _level):
        return self.pick(["None", "..."]) if self.chance(10) else "None"

    def make_complex(self, _level):
        return self.pick(["1j", "(1+2j)", "complex(0, -1)", "-2.5j", "complex(float('nan'), 1)", "complex(-0.0, 2)"])

    def make_str(self, level):
        if level < 2 and self.chance(25):
            return self.fstring(level)
        if level < 2 and self.chance(12):
            return "(%s + %s)" % (self.value("str", level + 1), self.value("str", level + 1))
        if level < 2 and self.chance(10):
            return "%s[%s]" % (self.value("str", level + 1), self.subscript())
        return self.pick(STRINGS)

    def make_char(self, _level):
        return self.pick(["'*'", "' '", "'-'", "'日'", "'ab'", "''", "b'-'"])

    def make_codec(self, _level):
        return self.pick(CODECS)

    def make_order(self, _level):
        return self.pick(["'big'", "'little'", "'middle'"])

    def make_spec(self, _level):
        return self.pick(SPECS)

    def make_pattern(self, _level):
        return self.pick(PATTERNS)

    def make_bytes(self, level):
        if level < 2 and self.chance(15):
            return "%s[%s]" % (self.value("bytes", level + 1), self.subscript())
        return self.pick(BYTES)

    def make_bytearray(self, _level):
        return "bytearray(%s)" % self.pick(BYTES)

    def make_strs(self, _level):
        return "[%s]" % ", ".join(self.pick(STRINGS) for _ in range(self.random.randrange(4)))

    def elements(self, level, most=4):
        parts = []
        for _ in range(self.random.randrange(most)):
            parts.append(("*" if self.chance(6) else "") + self.value(self.pick(["int", "int", "str", "any"]), level + 2))
        return parts

    def make_list(self, level):
        if level < 2 and self.chance(25):
            return self.comprehension("[", "]", level)
        return "[%s]" % ", ".join(self.elements(level, 5))

    def make_tuple(self, level):
        parts = self.elements(level)
        return "(%s,)" % ", ".join(parts) if parts else "()"

    def make_set(self, level):
        # Whole numbers only: the order in which others come depends on the process.
        return "{%s}" % ", ".join(self.pick(INTS) for _ in range(self.random.randrange(1, 4)))

    def make_ints(self, _level):
        return self.pick(["[%s]" % ", ".join(self.pick(INTS) for _ in range(self.random.randrange(5))), self.make_range(0), self.make_set(9)])

    def make_frozenset(self, level):
        return "frozenset(%s)" % self.make_set(level)

    def make_range(self, _level):
        return "range(%s)" % ", ".join(self.make_small(0) for _ in range(self.random.randrange(1, 4)))

    def make_dict(self, level):
        if level < 2 and self.chance(20):
            name = self.pick(NAMES)
            return "{%s: %s for %s in %s}" % (name, self.with_name(name, lambda: self.value("any", level + 2)), name, self.value("iter", level + 1))
        parts = []
        for _ in range(self.random.randrange(4)):
            if self.chance(8):
                parts.append("**%s" % self.value("dict", level + 2))
            else:
                parts.append("%s: %s" % (self.value(self.pick(["str", "int", "any"]), level + 2), self.value("any", level + 2)))
        return "{%s}" % ", ".join(parts)

    def make_iter(self, level):
        return self.value(self.pick(["list", "list", "tuple", "str", "range", "dict", "set", "bytes", "any"]), level + 1)

    def with_name(self, name, make):
        """What `make` makes, where `name` is bound."""
        added = name not in self.defined
        if added:
            self.defined.append(name)
        text = make()
        if added:
            self.defined.remove(name)
        return text

    def comprehension(self, left, right, level):
        name = self.pick(NAMES)
        source = self.value("iter", level + 1)
        body = self.with_name(name, lambda: self.value(self.pick(["any", "int", "str"]), level + 2))
        test = " if %s" % self.with_name(name, lambda: self.value("bool", level + 2)) if self.chance(30) else ""
        second = " for %s in %s" % (self.pick(NAMES), self.with_name(name, lambda: self.value("iter", level + 2))) if self.chance(10) else ""
        return "%s%s for %s in %s%s%s%s" % (left, body, name, source, second, test, right)

    def fstring(self, level):
        parts = []
        for _ in range(self.random.randrange(1, 4)):
            inner = self.value("any", level + 2)
            if any(ch in inner for ch in "\\\n{}:!=\"") or "lambda" in inner:
                inner = self.pick(self.defined) if self.defined else "1"
            mark = self.pick(["", "", "", "!r", "!s", "!a", ":>8", ":^9", ":.2f", ":x", "=", ":,", "!r:>12", ":{2 + 3}"])
            parts.append(self.pick(["", "v=", "{{", "}} "]) + "{" + inner + mark + "}")
        return 'f"%s"' % "".join(parts)

    def subscript(self):
        if self.chance(50):
            return self.make_small(0)
        return ":".join(self.pick(["", "", self.make_small(0)]) for _ in range(self.random.randrange(2, 4)))

    def argument(self, kind, level):
        if kind == "ENUM":
            return "enumerate(%s, %s)" % (self.value("iter", level + 1), self.make_small(0))
        if kind == "ZIP":
            return "zip(%s, %s)" % (self.value("iter", level + 1), self.value("iter", level + 1))
        if kind == "ZIPSTRICT":
            return "zip(%s, %s, strict=True)" % (self.value("iter", level + 1), self.value("iter", level + 1))
        if kind == "MAP":
            return "map(%s, %s)" % (self.callable(level), self.value("iter", level + 1))
        if kind == "FILTER":
            return "filter(%s, %s)" % (self.pick(["None", "bool", self.callable(level)]), self.value("iter", level + 1))
        if kind == "REV":
            return "reversed(%s)" % self.value("iter", level + 1)
        if kind == "ITER":
            return "iter(%s)" % self.value("iter", level + 1)
        if kind == "TYPE":
            return self.pick(["int", "str", "(int, float)", "list", "object", "type(None)", "int | str", "dict[str, int]", "3", "collections.abc.Iterable",
                              "collections.abc.Hashable", "BaseException"])
        return self.value(kind, level + 1)

    def callable(self, level):
        if self.chance(40):
            name = self.pick(NAMES)
            return "lambda %s: %s" % (name, self.with_name(name, lambda: self.value("any", level + 2)))
        return self.pick(["str", "int", "len", "repr", "abs", "bool", "list", "type", "ord"])

    def expression(self, level=0):
        r = self.random.randrange(100)
        if r < 16:
            return "(%s %s %s)" % (self.value("any", level + 1), self.pick(OPERATORS), self.value("any", level + 1))
        if r < 38:
            kind = self.pick(sorted(METHODS))
            name, kinds = self.pick(METHODS[kind])
            target = self.value(kind, level + 1)
            if target[:1] == "-" or target[:1].isdigit():
                target = "(%s)" % target
            return "%s.%s(%s)" % (target, name, ", ".join(self.argument(k, level) for k in kinds))
        if r < 58:
            name, kinds = self.pick(BUILTINS)
            return "%s(%s)" % (name, ", ".join(self.argument(k, level) for k in kinds))
        if r < 72:
            return self.library(level)
        if r < 78:
            return "%s[%s]" % (self.value(self.pick(["list", "str", "tuple", "dict", "bytes", "any"]), level + 1), self.subscript())
        if r < 82:
            return "(%s if %s else %s)" % (self.value("any", level + 1), self.value("any", level + 1), self.value("any", level + 1))
        if r < 87:
            return "(%s %s %s)" % (self.value("any", level + 1), self.pick(["and", "or"]), self.value("any", level + 1))
        if r < 90:
            return "(%s%s)" % (self.pick(["-", "+", "~", "not "]), self.value("any", level + 1))
        if r < 93:
            return "(%s %s %s %s %s)" % (self.value("num", level + 1), self.pick(COMPARISONS[:6]), self.value("num", level + 1),
                                         self.pick(COMPARISONS[:6]), self.value("num", level + 1))
        if r < 97 and self.functions:
            return self.call(level)
        if self.classes:
            return "%s(%s)" % (self.pick(self.classes), ", ".join(self.value("any", level + 2) for _ in range(self.random.randrange(3))))
        return self.value("any", level + 1)

    def library(self, level):
        text = self.pick(LIBRARY)
        while "{" in text:
            start = text.index("{")
            end = text.index("}", start)
            text = text[:start] + "\x01" + self.argument(text[start + 1:end], level + 1).replace("{", "\x02").replace("}", "\x03") + text[end + 1:]
            text = text.replace("\x01", "")
        return text.replace("\x02", "{").replace("\x03", "}")

    def call(self, level):
        name, count = self.pick(self.functions)
        given = [self.value("any", level + 2) for _ in range(max(0, count + self.pick([0, 0, 0, 0, 1, -1])))]
        if self.chance(12):
            given.append("*%s" % self.value("list", level + 2))
        if self.chance(12):
            given.append("%s=%s" % (self.pick(["p0", "p1", "flag", "wrong"]), self.value("any", level + 2)))
        return "%s(%s)" % (name, ", ".join(given))

    # --- statements ---

    def guarded(self, write):
        """Writes statements whose error is printed."""
        self.put("try:")
        self.depth += 1
        before = len(self.lines)
        write()
        if len(self.lines) == before:
            self.put("pass")
        self.depth -= 1
        self.put("except Exception as error:")
        self.put("    show('error', type(error).__name__, error)")

    def body(self, count):
        self.depth += 1
        for _ in range(count):
            self.statement()
        if self.lines[-1].endswith(":"):
            self.put("pass")
        self.depth -= 1

    def assign(self):
        name = self.pick(NAMES)
        kind = self.random.randrange(10)
        if kind < 6 or not self.defined:
            self.put("%s = %s" % (name, self.expression()))
        elif kind == 6:
            other = self.pick(NAMES)
            self.put("%s, %s%s = %s" % (name, self.pick(["", "*"]), other, self.value("iter")))
            self.define(other)
        elif kind == 7:
            self.put("%s %s= %s" % (self.pick(self.defined), self.pick(["+", "-", "*", "|", "&", "//", "%"]), self.value("any")))
            return
        elif kind == 8:
            self.put("%s[%s] = %s" % (self.pick(self.defined), self.subscript(), self.value("any")))
            return
        else:
            self.put("show((%s := %s))" % (name, self.value("any")))
        self.define(name)

    def define(self, name):
        if not self.in_function and name not in self.defined:
            self.defined.append(name)

    def statement(self):
        r = self.random.randrange(100)
        if self.depth > 4:
            r = r % 40
        if r < 24:
            self.guarded(lambda: self.put("show(%s)" % self.expression()))
        elif r < 40:
            self.guarded(self.assign)
        elif r < 46:
            self.put("if %s:" % self.safe_test())
            self.body(self.random.randrange(1, 3))
            if self.chance(50):
                self.put("else:")
                self.body(1)
        elif r < 53:
            self.loop()
        elif r < 61:
            self.function()
        elif r < 67:
            self.class_()
        elif r < 73:
            self.handler()
        elif r < 78:
            self.match()
        elif r < 83:
            self.generator()
        elif r < 88:
            self.asynchronous()
        elif r < 91:
            self.context_manager()
        elif r < 94:
            self.guarded(self.delete)
        elif r < 96 and self.depth == 0:
            self.dataclass()
        else:
            self.guarded(lambda: self.put("show(%s)" % self.expression()))

    def delete(self):
        if self.defined:
            self.put("del %s[%s]" % (self.pick(self.defined), self.subscript()))

    def safe_test(self):
        return self.pick(["True", "False", "len('ab') == 2", "1 < 2 < 3", "not []", "None"])

    def loop(self):
        name = self.pick(NAMES)
        outer, self.in_loop = self.in_loop, True
        if self.chance(75):
            self.put("for %s in %s:" % (name, self.pick(["range(3)", "[1, 'two', None]", "'xyz'", "{'k': 1, 'l': 2}", "enumerate('ab')", "(0, -1)"])))
            self.define(name)
        else:
            self.put("count = 0")
            self.put("while count < 3:")
            self.put("    count += 1")
        self.body(self.random.randrange(1, 3))
        self.depth += 1
        if self.chance(30):
            self.put("if %s:" % self.safe_test())
            self.put("    %s" % self.pick(["break", "continue"]))
        self.depth -= 1
        if self.chance(25):
            self.put("else:")
            self.put("    show('else')")
        self.in_loop = outer

    def parameters(self, count):
        parts = []
        for i in range(count):
            parts.append("p%d" % i)
        if parts and self.chance(30):
            parts[-1] += "=%s" % self.pick(INTS + STRINGS)
        if self.chance(15):
            parts.append("*args")
            if self.chance(40):
                parts.append("flag=False")
        if self.chance(10):
            parts.append("**options")
        if len(parts) > 1 and self.chance(10) and "*args" not in parts:
            parts.insert(1, "/")
        return ", ".join(parts)

    def inside(self, names, write):
        """Writes a function's body, where only its own names and the globals of now are used."""
        outer = (self.defined, self.in_function, self.in_loop)
        self.defined = list(self.defined) + list(names)
        self.in_function, self.in_loop = True, False
        self.depth += 1
        write()
        self.depth -= 1
        self.defined, self.in_function, self.in_loop = outer

    def function(self):
        name = self.pick(FUNCTIONS)
        count = self.random.randrange(4)
        if self.chance(10):
            self.put(self.pick(["@functools.lru_cache", "@functools.cache", "@(lambda fn: fn)", "@functools.wraps(len)"]))
        self.put("def %s(%s):" % (name, self.parameters(count)))

        def write():
            if self.chance(20):
                self.put('"""Documentation of %s."""' % name)
            for _ in range(self.random.randrange(2)):
                self.put("local = %s" % self.value("any"))
            if self.chance(25):
                self.put("if %s:" % self.value("bool"))
                self.put("    return %s" % self.value("any"))
            if self.chance(10):
                self.put("raise %s(plain(%s))" % (self.pick(ERRORS), self.value("any")))
            self.put("return %s" % self.expression(1))

        self.inside(["p%d" % i for i in range(count)], write)
        if self.depth == 0:
            self.functions = [f for f in self.functions if f[0] != name] + [(name, count)]
            self.guarded(lambda: self.put("show(%s)" % self.call(0)))

    def class_(self):
        name = self.pick(CLASSES)
        bases = self.pick(["", "", "", "(object)", "(list)", "(dict)", "(int)", "(str)", "(Exception)", "(tuple)", "(float)"])
        if self.classes and self.chance(30):
            bases = "(%s)" % self.pick(self.classes)
        self.put("try:")
        self.depth += 1
        outer_depth = self.depth
        self.put("class %s%s:" % (name, bases if name not in bases else ""))
        self.depth += 1
        self.put("kind = %s" % self.pick(INTS + STRINGS))
        if self.chance(20):
            self.put("__slots__ = %s" % self.pick(["('v',)", "()", "('v', 'w')", "'v'", "['v', '__dict__']", "(1,)"]))
        if self.chance(40) and not bases:
            self.put("def __init__(self, v=0, *rest):")
            self.put("    self.v = v")
        special = [
            ("__repr__(self)", "return '<%s>'" % name), ("__eq__(self, other)", "return %s" % self.pick(["True", "NotImplemented", "False"])),
            ("__len__(self)", "return %s" % self.pick(["3", "-1", "'x'", "0"])), ("__add__(self, other)", "return ('add', other)"),
            ("__radd__(self, other)", "return ('radd', other)"), ("__getitem__(self, key)", "return key"), ("__bool__(self)", "return %s" % self.pick(["False", "1"])),
            ("__call__(self, *args)", "return args"), ("__contains__(self, item)", "return item == 1"), ("__hash__(self)", "return %s" % self.pick(["7", "'x'"])),
            ("__lt__(self, other)", "return True"), ("__iter__(self)", "return iter((1, 2))"), ("__getattr__(self, name)", "return 'no ' + name"),
            ("__str__(self)", "return %s" % self.pick(["'as text'", "3"])), ("__index__(self)", "return 2"), ("__format__(self, spec)", "return 'f:' + spec"),
            ("method(self, value=1)", "return (self.kind, value)"), ("__neg__(self)", "return 'neg'"), ("__enter__(self)", "return self"),
            ("__exit__(self, *error)", "return %s" % self.pick(["True", "None"])), ("__mod__(self, other)", "raise ValueError('mod')"),
            ("__iadd__(self, other)", "return 'iadd'"), ("__float__(self)", "return %s" % self.pick(["1.5", "1"])), ("__round__(self, n=None)", "return n"),
            ("__set_name__(self, owner, name)", "show('named', name)"), ("__init_subclass__(cls, **kw)", "show('sub', cls.__name__, kw)"),
            ("__class_getitem__(cls, item)", "return item"), ("__reversed__(self)", "return iter('rev')"), ("__missing__(self, key)", "return ('missing', key)"),
            ("__delitem__(self, key)", "show('del', key)"), ("__setattr__(self, name, value)", "object.__setattr__(self, name, value)"),
        ]
        for _ in range(self.random.randrange(1, 5)):
            head, body = self.pick(special)
            if self.chance(6) and not head.startswith("__"):
                self.put(self.pick(["@property", "@staticmethod", "@classmethod", "@functools.cached_property"]))
            self.put("def %s:" % head)
            self.put("    %s" % body)
        self.depth = outer_depth
        self.depth -= 1
        self.put("except Exception as error: show('class', type(error).__name__, error)")
        if self.depth == 0 and name not in self.classes:
            self.classes.append(name)
            self.defined.append(name)
        uses = ["{0}()", "{0}(1)", "{0}() + 1", "1 + {0}()", "len({0}())", "{0}() == {0}()", "{0}().method(2)", "{0}().missing", "bool({0}())", "{0}()[0]",
                "list({0}())", "{0}.kind", "{0}() < 3", "sorted([{0}(), {0}()])", "f'{{{0}()}}'", "str({0}())", "1 in {0}()",
                "{0}()()", "{0}.__mro__", "{0}(x=1)", "-{0}()", "range({0}())", "{0}() % 2", "isinstance({0}(), {0})", "{0}[int]", "round({0}())", "float({0}())",
                "type({0}).__name__", "{0}.__name__, {0}.__qualname__", "format({0}(), '>3')", "list(reversed({0}()))", "dict([({0}(), 1)])", "vars({0}())",
                "{0}().v", "{0}().kind", "copy.copy({0}())", "{0}(*[1, 2])", "max({0}(), {0}())", "[*{0}()]", "{{**{0}()}}"]
        for _ in range(self.random.randrange(1, 4)):
            use = self.pick(uses)
            self.guarded(lambda: self.put("show(%s)" % use.format(name)))
        if self.chance(25):
            self.guarded(lambda: self.put("with %s() as %s: raise %s('in with')" % (name, self.pick(NAMES), self.pick(ERRORS))))
        if self.chance(20):
            def set_attribute():
                self.put("thing = %s()" % name)
                self.put("thing.%s = %s" % (self.pick(["v", "w", "kind", "new", "__class__", "__dict__"]), self.value("any")))
                self.put("show(thing.v, thing.kind)")
            self.guarded(set_attribute)

    def handler(self):
        star = "*" if self.chance(15) else ""
        self.put("try:")
        self.depth += 1
        self.put("try:")
        error = self.pick(ERRORS)
        raised = "%s(%s)" % (error, self.pick(["", "'why'", "1, 2", "'a', 'b', 'c'", "None"]))
        if star and self.chance(60):
            raised = "ExceptionGroup('group', [%s, %s('two')])" % (raised, self.pick(ERRORS))
        self.put("    " + self.pick(["raise " + raised, "raise %s from KeyError('cause')" % raised, "show(%s)" % self.expression(), "raise %s" % error, "assert False, 'claim'",
                                     "raise 3", "raise None"]))
        self.put("except%s %s as caught:" % (star, self.pick(ERRORS + ["(ValueError, KeyError)", "LookupError"])))
        self.put("    show(repr(caught), caught.__cause__, caught.__suppress_context__)")
        if self.chance(25):
            self.put("    raise" + self.pick(["", " RuntimeError('again')", " RuntimeError('again') from caught", " RuntimeError('again') from None"]))
        if self.chance(30):
            self.put("else:")
            self.put("    show('no error')")
        if self.chance(40):
            self.put("finally:")
            self.put("    show('finally')")
        self.depth -= 1
        self.put("except BaseException as error:")
        self.put("    show('outer', repr(error), repr(error.__context__), repr(error.__cause__))")

    def match(self):
        patterns = ["0", "1 | 2", "[]", "[first]", "[first, *rest]", "(1, second)", "{'k': value}", "{'k': 1, **more}", "str() as text", "int(number)", "None", "True",
                    "[_, [inner, *_]]", "-1", "'abc' | b'abc'", "float() | complex()", "{}", "list([only])", "bool()", "[*_, last]"]

        def write():
            self.put("match %s:" % self.value("any"))
            for _ in range(self.random.randrange(1, 5)):
                guard = " if %s" % self.pick(["True", "False", "1 > 2"]) if self.chance(15) else ""
                self.put("    case %s%s:" % (self.pick(patterns), guard))
                self.put("        show('case', %d)" % self.random.randrange(100))
            self.put("    case other:")
            self.put("        show('other', other)")

        self.guarded(write)

    def generator(self):
        self.put("def produce(limit=3):")
        self.put("    try:")
        self.put("        for i in range(limit):")
        self.put("            got = yield i")
        self.put("            show('got', got)")
        if self.chance(40):
            self.put("            if got == %s: %s" % (self.pick(["1", "None", "'stop'"]), self.pick(["return 'done'", "raise ValueError(got)", "yield 'extra'"])))
        self.put("    except %s as error:" % self.pick(["ValueError", "GeneratorExit", "KeyError", "Exception"]))
        self.put("        show('inside', repr(error))")
        self.put("        %s" % self.pick(["yield 'handled'", "raise", "return 5", "pass"]))
        self.put("    finally:")
        self.put("        show('closed')")
        self.put("gen = produce(%s)" % self.pick(["", "0", "5", "'x'"]))
        for _ in range(self.random.randrange(1, 6)):
            step = self.pick(["show(next(gen))", "show(gen.send(1))", "show(gen.send(None))", "gen.close()", "show(gen.throw(ValueError('thrown')))", "show(list(gen))",
                              "show(gen.send('stop'))", "show(gen.gi_running, gen.gi_frame is None)", "show(gen.throw(KeyError))",
                              "show([*(lambda: (yield from produce(1)))()])"])
            self.guarded(lambda: self.put(step))
        self.put("del gen")

    def asynchronous(self):
        if self.in_function or self.depth:
            return self.guarded(self.assign)
        work = ["await asyncio.sleep(0)", "await asyncio.sleep(%s)" % self.pick(["0.001", "0", "0.002"]), "show(%s)" % self.value("any"), "raise %s('async')" % self.pick(ERRORS[:8]),
                "async with lock: show('locked', k)", "await queue.put(k)", "show(await queue.get())", "event.set()", "await asyncio.wait_for(event.wait(), 0.01)",
                "await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))", "return k", "async with asyncio.timeout(0.001 + k * 0.004): await asyncio.sleep(0.05)",
                "await asyncio.shield(asyncio.sleep(0))", "asyncio.current_task().cancel()", "async for item in agen(): show('item', item)", "show([i async for i in agen()])"]
        way = self.random.randrange(5)
        if way == 2:
            # Which of several failures a group sees first would depend on how fast the machine is.
            work = [w for w in work if "timeout" not in w and "wait_for" not in w and "raise" not in w]
        self.put("async def agen():")
        self.put("    for i in range(2):")
        self.put("        yield i")
        self.put("        %s" % self.pick(["await asyncio.sleep(0)", "pass"]))
        self.put("async def worker(k, lock, queue, event):")
        self.put("    show('start', k)")
        self.put("    try:")
        for _ in range(self.random.randrange(1, 4)):
            self.put("        %s" % self.pick(work))
        self.put("    finally:")
        self.put("        ended.append(k)")
        self.put("ended = []")
        self.put("async def main():")
        self.put("    lock, queue, event = asyncio.Lock(), asyncio.Queue(%s), asyncio.Event()" % self.pick(["", "1", "2"]))
        tasks = ", ".join("worker(%d, lock, queue, event)" % i for i in range(self.random.randrange(1, 5)))
        if way == 0:
            self.put("    show(await asyncio.gather(%s))" % tasks)
        elif way == 1:
            self.put("    show(await asyncio.gather(%s, return_exceptions=True))" % tasks)
        elif way == 2:
            self.put("    async with asyncio.TaskGroup() as group:")
            self.put("        for coro in [%s]: group.create_task(coro)" % tasks)
        elif way == 3:
            self.put("    tasks = [asyncio.create_task(c) for c in [%s]]" % tasks)
            self.put("    await asyncio.sleep(0)")
            self.put("    tasks[0].cancel(%s)" % self.pick(["", "'because'"]))
            self.put("    done, pending = await asyncio.wait(tasks, timeout=0.3)")
            self.put("    show(len(done), len(pending), [t.cancelled() for t in tasks])")
            self.put("    for t in tasks: t.cancelled() or not t.done() or show('outcome', repr(t.exception()))")
        else:
            self.put("    async with asyncio.timeout(0.3):")
            self.put("        for coro in [%s]:" % tasks)
            self.put("            show(await coro)")
        self.guarded_run()

    def guarded_run(self):
        self.put("try:")
        self.put("    asyncio.run(asyncio.wait_for(main(), 1))")
        self.put("except BaseException as error:")
        self.put("    show('run', type(error).__name__, error, getattr(error, 'exceptions', None))")
        # What is still running at the end is cancelled in the order of a set of tasks.
        self.put("show('ended', sorted(ended))")

    def context_manager(self):
        self.put("@contextlib.contextmanager")
        self.put("def managed(label):")
        self.put("    show('enter', label)")
        self.put("    %s" % self.pick(["yield label", "try: yield label\n%s    finally: show('leave', label)" % ("    " * self.depth),
                                      "try: yield label\n%s    except ValueError: show('swallowed')" % ("    " * self.depth), "pass", "yield 1; yield 2"]))
        self.guarded(lambda: self.put("with managed('m') as got, contextlib.suppress(%s): show(got); raise %s('body')" % (self.pick(ERRORS), self.pick(ERRORS))))

    def dataclass(self):
        name = self.pick(CLASSES)
        options = self.pick(["", "(frozen=True)", "(order=True)", "(slots=True)", "(kw_only=True)", "(eq=False)", "(unsafe_hash=True)"])
        def write():
            self.put("@dataclasses.dataclass%s" % options)
            self.put("class %s:" % name)
            self.put("    p0: int%s" % self.pick(["", " = 1", " = dataclasses.field(default=2, repr=False)"]))
            self.put("    p1: str%s" % self.pick(["", " = 'd'", " = dataclasses.field(default_factory=list)", " = []"]))
            self.put("show(%s)" % self.pick(["{0}(1, 'x')", "{0}()", "{0}(p0=1, p1=2)", "{0}(1, 2) == {0}(1, 2)", "{0}(1, 2) < {0}(2, 1)", "dataclasses.asdict({0}(1, [2]))",
                                              "dataclasses.replace({0}(1, 2), p0=5)", "[f.name for f in dataclasses.fields({0})]", "setattr({0}(1, 2), 'p0', 3)", "{0}(1, 2).__match_args__"]).format(name))
        self.guarded(write)

    def source(self):
        self.put("def plain(value, depth=0):")
        self.put("    'repr without hash order or addresses'")
        self.put("    if type(value) in (set, frozenset): return type(value).__name__ + str(sorted(map(plain, value)))")
        self.put("    if type(value) in (list, tuple) and depth < 9: return type(value).__name__ + '[' + ', '.join(plain(v, depth + 1) for v in value) + ']'")
        self.put("    if type(value) is dict and depth < 9: return '{' + ', '.join(plain(k, depth + 1) + ': ' + plain(v, depth + 1) for k, v in value.items()) + '}'")
        self.put("    if isinstance(value, BaseException): return type(value).__name__ + plain(value.args, depth + 1)")
        self.put("    text = repr(value)")
        self.put("    return re.sub(' at 0x[0-9a-f]+', '', text)")
        self.put("def show(*values):")
        self.put("    try: print(*[v if type(v) is str else plain(v) for v in values])")
        self.put("    except Exception as error: print('show:', type(error).__name__, error)")
        for i, name in enumerate(NAMES):
            self.put("%s = %s" % (name, ["None", "1", "'s'", "[1]", "2.5"][i % 5]))
        for _ in range(self.random.randrange(6, 22)):
            self.statement()
        if self.chance(12):
            self.put("show(%s)" % self.expression())
            self.put("raise %s(plain(%s))" % (self.pick(ERRORS), self.value("any")))
        elif self.chance(5):
            self.put("sys.exit(%s)" % self.pick(["None", "0", "3", "'text'", "256 + 7", "True", "(1, 2)", "1.5", "-1"]))
        text = "\n".join(self.lines) + "\n"
        used = [m for m in MODULES if m + "." in text]
        return "import %s\n" % ", ".join(used) + text


def program(seed):
    """The text of the program with this number."""
    return Program(seed).source()


if __name__ == "__main__":
    sys.stdout.write(program(int(sys.argv[1])))
