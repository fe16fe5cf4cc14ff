import io, json
f = io.StringIO()
json.dump({"a": [1]}, f)
f.seek(0)
print(f.getvalue(), json.load(f))  # expect: {"a": [1]} {'a': [1]}
