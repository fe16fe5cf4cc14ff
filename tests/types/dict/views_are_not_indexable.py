d = {"a": 1}
d.keys()[0]  # expect error: TypeError: 'dict_keys' object is not subscriptable
