class P:
    def __pow__(self, e, m=None): return ("pow", e, m)
print(pow(P(), 2), pow(P(), 2, 3), P() ** 4, pow(3, 4, 5), pow(2, -1, 7))
# expect: ('pow', 2, None) ('pow', 2, 3) ('pow', 4, None) 1 4
try:
    pow(2, 3, 0)
except ValueError as e:
    print(e)  # expect: pow() 3rd argument cannot be 0
