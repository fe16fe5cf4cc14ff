from __future__ import annotations
def f(a: Missing[int], b: 1 + 1 = 2) -> list[Missing]: pass
print(f.__annotations__)  # expect: {'a': 'Missing[int]', 'b': '1 + 1', 'return': 'list[Missing]'}
