class Squares(dict):
    def __missing__(self, key):
        print("missing", key)  # expect: missing 4
        self[key] = key * key
        return self[key]
s = Squares()
print(s[4], s[4], s.get(5), 6 in s)  # expect: 16 16 None False
print(s)  # expect: {4: 16}
