"""The quick half of datetime, which is the pure one here."""

from _pydatetime import *
from _pydatetime import __doc__
