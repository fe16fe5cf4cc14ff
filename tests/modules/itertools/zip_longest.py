from itertools import zip_longest
print(list(zip_longest("abc", [1])))  # expect: [('a', 1), ('b', None), ('c', None)]
print(list(zip_longest("ab", [1, 2, 3], fillvalue="-")), list(zip_longest()))  # expect: [('a', 1), ('b', 2), ('-', 3)] []
