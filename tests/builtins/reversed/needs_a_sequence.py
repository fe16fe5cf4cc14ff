def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import re
class Items:
    def __getitem__(self, i): return i
print(error(reversed, Items()))  # expect: TypeError: object of type 'Items' has no len()
print(error(reversed, {1}))  # expect: TypeError: 'set' object is not reversible
print(error(reversed, re.match("a", "a")))  # expect: TypeError: 're.Match' object is not reversible
