print(type(iter([])).__name__, type(iter(())).__name__)  # expect: list_iterator tuple_iterator
print(type(iter("é")).__name__, type(iter({})).__name__)  # expect: str_iterator dict_keyiterator
print(type(iter(set())).__name__, type(iter(range(0))).__name__)  # expect: set_iterator range_iterator
print(type({}.keys()).__name__, type({}.values()).__name__)  # expect: dict_keys dict_values
print(type({}.items()).__name__, type(iter({}.items())).__name__)  # expect: dict_items dict_itemiterator
print(type(zip()).__name__, type(map(len, [])).__name__)  # expect: zip map
print(type(enumerate([])).__name__, type(reversed([])).__name__)  # expect: enumerate list_reverseiterator
