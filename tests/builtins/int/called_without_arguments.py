print(int(), float(), str() == "", bool(), list(), dict(), tuple())  # expect: 0 0.0 True False [] {} ()
print(set(), bytes(), complex(), frozenset())  # expect: set() b'' 0j frozenset()
