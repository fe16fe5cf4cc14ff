type Table[K, V: int] = dict[K, list[V]]
print(Table.__type_params__, Table.__value__)  # expect: (K, V) dict[K, list[V]]
print(Table[str, int])  # expect: Table[str, int]
print(Table.__type_params__[1].__bound__)  # expect: <class 'int'>
