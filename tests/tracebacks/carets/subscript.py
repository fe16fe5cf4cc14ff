data = {"a": {"b": [1, 2]}}
print(data["a"]["b"][5])

# expect stderr: Traceback (most recent call last):
# expect stderr:     print(data["a"]["b"][5])
# expect stderr:           ~~~~~~~~~~~~~~^^^
# expect stderr: IndexError: list index out of range
# expect exit: 1
