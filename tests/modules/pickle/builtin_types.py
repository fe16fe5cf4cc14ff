import pickle

for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    for kind in type, type(None), type(...), int, ValueError:
        assert pickle.loads(pickle.dumps(kind, protocol)) is kind, kind
print(type.__module__, object.__module__)  # expect: builtins builtins
