print("a" == b"a", "1" == 1, "a" != None, "" == False)  # expect: False False True False
