import _plain.mod
print(_plain.mod.where, _plain.__name__, len(list(_plain.__path__)))  # expect: _plain.mod _plain 1
