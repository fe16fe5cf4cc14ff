try:
    {}["it's"]
except KeyError as e:
    print(str(e), e.args, f"{e}")  # expect: "it's" ("it's",) "it's"
print(str(KeyError(5)), str(KeyError("two", "args")), str(KeyError("")))  # expect: 5 ('two', 'args') ''
