print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a")  # expect: True False True True True
print("Z" < "a", "é" > "z", "\uffff" < "\U00010000")  # expect: True True True
print(sorted(["b", "A", "a", "B", "é", "", "1"]))  # expect: ['', '1', 'A', 'B', 'a', 'b', 'é']
try:
    "a" < 1
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'str' and 'int'
