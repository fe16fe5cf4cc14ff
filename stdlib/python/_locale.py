"""Locales: "C", and "C" with texts in UTF-8. The system's others are not asked."""

import os as _os

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127


class Error(Exception):
    __module__ = "locale"


# What each question of nl_langinfo is, and its answer.
_ANSWERS = {}


def _define():
    days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    months = ["January", "February", "March", "April", "May", "June", "July"]
    months += ["August", "September", "October", "November", "December"]
    named = {
        "RADIXCHAR": (65536, "."),
        "THOUSEP": (65537, ""),
        "YESEXPR": (327680, "^[yY]"),
        "NOEXPR": (327681, "^[nN]"),
        "CRNCYSTR": (262159, "-"),
        "AM_STR": (131110, "AM"),
        "PM_STR": (131111, "PM"),
        "D_T_FMT": (131112, "%a %b %e %H:%M:%S %Y"),
        "D_FMT": (131113, "%m/%d/%y"),
        "T_FMT": (131114, "%H:%M:%S"),
        "T_FMT_AMPM": (131115, "%I:%M:%S %p"),
        "ERA": (131116, ""),
        "ERA_D_FMT": (131118, ""),
        "ALT_DIGITS": (131119, ""),
        "ERA_D_T_FMT": (131120, ""),
        "ERA_T_FMT": (131121, ""),
        "_DATE_FMT": (131180, "%a %b %e %H:%M:%S %Z %Y"),
        # The answer is the category's.
        "CODESET": (14, None),
    }
    for i, day in enumerate(days):
        named[f"ABDAY_{i + 1}"] = 131072 + i, day[:3]
        named[f"DAY_{i + 1}"] = 131079 + i, day
    for i, month in enumerate(months):
        named[f"ABMON_{i + 1}"] = 131086 + i, month[:3]
        named[f"MON_{i + 1}"] = 131098 + i, month
    for name, (number, answer) in named.items():
        globals()[name] = number
        _ANSWERS[number] = answer


_define()
del _define

# The categories by name, in the order in which they are shown; only the first six can be set one by one.
_NAMES = ["LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES"]
_NAMES += ["LC_PAPER", "LC_NAME", "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION"]
_current = ["C"] * len(_NAMES)
# Texts are in UTF-8 from the start.
_current[LC_CTYPE] = "C.UTF-8"


def _known(name):
    """A locale by any of its names; Error for one that there is not."""
    if name in ("C", "POSIX"):
        return "C"
    base, _, codeset = name.partition(".")
    if base in ("C", "POSIX") and codeset.lower().replace("-", "") == "utf8":
        return name
    raise Error("unsupported locale setting")


def _wanted(category):
    """What the environment says of a category."""
    for variable in ("LC_ALL", _NAMES[category], "LANG"):
        if value := _os.environ.get(variable):
            return value
    return "C.UTF-8" if category == LC_CTYPE else "C"


def _shown():
    if len(set(_current)) == 1:
        return _current[0]
    return ";".join(f"{name}={value}" for name, value in zip(_NAMES, _current))


def setlocale(category, locale=None, /):
    if not isinstance(category, int):
        raise TypeError(f"'{type(category).__name__}' object cannot be interpreted as an integer")
    if not 0 <= category <= LC_ALL:
        raise Error("invalid locale category" if locale is None else "unsupported locale setting")
    if locale is None:
        return _shown() if category == LC_ALL else _current[category]
    if not isinstance(locale, str):
        raise TypeError(f"setlocale() argument 2 must be str or None, not {type(locale).__name__}")
    if category != LC_ALL:
        _current[category] = _known(locale or _wanted(category))
        return _current[category]
    if "=" in locale:
        parts = dict(part.split("=", 1) for part in locale.split(";") if "=" in part)
        new = [_known(parts.get(name, value)) for name, value in zip(_NAMES, _current)]
    else:
        new = [_known(locale or _wanted(i)) for i in range(len(_NAMES))]
    _current[:] = new
    return _shown()


def localeconv():
    unset = dict.fromkeys(
        ("int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space"),
        CHAR_MAX,
    )
    return {
        "int_curr_symbol": "",
        "currency_symbol": "",
        "mon_decimal_point": "",
        "mon_thousands_sep": "",
        "mon_grouping": [],
        "positive_sign": "",
        "negative_sign": "",
        **unset,
        "p_sign_posn": CHAR_MAX,
        "n_sign_posn": CHAR_MAX,
        "decimal_point": ".",
        "thousands_sep": "",
        "grouping": [],
    }


def _text(function, position, value):
    if not isinstance(value, str):
        where = f"argument {position}" if position else "argument"
        raise TypeError(f"{function}() {where} must be str, not {type(value).__name__}")
    if "\0" in value:
        raise ValueError("embedded null character")
    return value


def strcoll(os1, os2, /):
    one, other = _text("strcoll", 1, os1), _text("strcoll", 2, os2)
    return (one > other) - (one < other)


def strxfrm(string, /):
    return _text("strxfrm", 0, string)


def nl_langinfo(key, /):
    if not isinstance(key, int):
        raise TypeError(f"'{type(key).__name__}' object cannot be interpreted as an integer")
    if key not in _ANSWERS:
        raise ValueError("unsupported langinfo constant")
    answer = _ANSWERS[key]
    if answer is None:
        return "ANSI_X3.4-1968" if _current[LC_CTYPE] == "C" else "UTF-8"
    return answer


def getencoding():
    return "UTF-8"


# Messages are nowhere translated: the library's gettext is what reads catalogues.
_domain = "messages"
_folders = {}


def gettext(msg, /):
    return msg


def dgettext(domain, msg, /):
    return msg


def dcgettext(domain, msg, category, /):
    return msg


def textdomain(domain, /):
    global _domain
    if domain is not None:
        _domain = domain or "messages"
    return _domain


def bindtextdomain(domain, dir, /):
    if not domain:
        raise Error("domain must be a non-empty string")
    if dir is not None:
        _folders[domain] = _os.fsdecode(dir)
    return _folders.get(domain, "/usr/share/locale")


def bind_textdomain_codeset(domain, codeset, /):
    return codeset
