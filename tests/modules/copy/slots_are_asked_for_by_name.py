def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import copy
class Answers:
    __slots__ = ("v",)
    def __getattr__(self, name):
        if name == "v": return "computed"
        raise AttributeError(name)
print(copy.copy(Answers()).v)  # expect: computed
class Everything:
    def __getattr__(self, name): return "no " + name
print(error(copy.copy, Everything()).__class__.__name__)  # expect: Everything
