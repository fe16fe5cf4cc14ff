type Pair = tuple[Later, Later]
print(Pair, type(Pair).__name__, Pair.__name__)  # expect: Pair TypeAliasType Pair
Later = int
print(Pair.__value__)  # expect: tuple[int, int]
