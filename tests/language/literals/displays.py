print((), (1,), [], {}, {1}, set(), (1, 2,), [1, 2,], {"a": 1,}, {1, 2,})
# expect: () (1,) [] {} {1} set() (1, 2) [1, 2] {'a': 1} {1, 2}
print(type({}), type({1}), type((1)), type((1,)))  # expect: <class 'dict'> <class 'set'> <class 'int'> <class 'tuple'>
