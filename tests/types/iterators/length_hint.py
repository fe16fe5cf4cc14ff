import operator
print(operator.length_hint([1, 2]))  # expect: 2
print(operator.length_hint(iter([1, 2, 3])))  # expect: 3
print(operator.length_hint((x for x in "ab"), 7))  # expect: 7
