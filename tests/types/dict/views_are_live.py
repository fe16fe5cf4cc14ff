d = {"a": 1}
keys, values, items = d.keys(), d.values(), d.items()
d["b"] = 2
print(keys, values, items)  # expect: dict_keys(['a', 'b']) dict_values([1, 2]) dict_items([('a', 1), ('b', 2)])
print(len(keys), "b" in keys, 2 in values, ("b", 2) in items, ("b", 3) in items)  # expect: 2 True True True False
print(list(reversed(d)), list(reversed(items)), list(reversed(values)))  # expect: ['b', 'a'] [('b', 2), ('a', 1)] [2, 1]
