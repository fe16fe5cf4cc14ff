a = [3, "a", 1]
a.sort()  # expect error: TypeError: '<' not supported between instances of 'str' and 'int'
