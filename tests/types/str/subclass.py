class Name(str):
    def shout(self):
        return self.upper() + "!"
n = Name("ann")
print(n, n.shout(), type(n.upper()).__name__, type(n + "").__name__)  # expect: ann ANN! str str
print(n == "ann", {"ann": 1}[n], isinstance(n, str), repr(n))  # expect: True 1 True 'ann'
