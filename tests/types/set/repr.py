print(set(), {1}, frozenset({2}), {frozenset({1})}, {(1, 2)})  # expect: set() {1} frozenset({2}) {frozenset({1})} {(1, 2)}
class S(set): pass
print(S([1]), S())  # expect: S({1}) S()
