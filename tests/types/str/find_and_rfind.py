s = "hello hello"
print(s.find("l"), s.rfind("l"), s.find("xyz"), s.rfind("xyz"))  # expect: 2 9 -1 -1
print(s.find("l", 4), s.find("l", 4, 8), s.rfind("h", 0, 6), s.find("hello", 1))  # expect: 8 -1 0 6
print(s.find(""), s.rfind(""), s.find("", 5), s.find("", 20), s.find("o", -3))  # expect: 0 11 5 -1 10
print("añ😀b".find("b"), "añ😀b".rfind("ñ"))  # expect: 3 1
