print("bc" in "abcd", "" in "abc", "" in "", "ac" in "abc", "x" not in "abc")  # expect: True True True False True
try:
    1 in "abc"
except TypeError as e:
    print(e)  # expect: 'in <string>' requires string as left operand, not int
