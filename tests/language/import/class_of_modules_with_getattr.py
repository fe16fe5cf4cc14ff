# A class derived from that of modules answers for attributes that the module lacks.
import sys
import types


class Automatic(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return name.upper()


sys.modules["made_up"] = Automatic("made_up")
import made_up
from made_up import anything

print(made_up.word, anything)  # expect: WORD ANYTHING
