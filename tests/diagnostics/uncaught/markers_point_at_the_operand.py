data = {"a": {"b": None}}
value = data["a"]["b"]["c"] + 1 # expect error: TypeError: 'NoneType' object is not subscriptable
# expect stderr: Traceback (most recent call last):
# expect stderr:             ~~~~~~~~~~~~~~^^^^^
# expect stderr: TypeError: 'NoneType' object is not subscriptable
