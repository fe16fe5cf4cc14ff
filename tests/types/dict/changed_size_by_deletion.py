d = {"a": 1, "b": 2}
for k, v in d.items():  # expect error: RuntimeError: dictionary changed size during iteration
    del d[k]
