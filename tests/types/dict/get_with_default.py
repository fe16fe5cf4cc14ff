d = {"a": None}
print(d.get("a"), d.get("a", 5), d.get("b"), d.get("b", 5))  # expect: None None None 5
try:
    d.get()
except TypeError as e:
    print(e)  # expect: get expected at least 1 argument, got 0
