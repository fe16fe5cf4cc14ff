from . import other
from .. import level
from ..low import base as b
from .other import thing
def report(): return level, b, thing, other.__name__
