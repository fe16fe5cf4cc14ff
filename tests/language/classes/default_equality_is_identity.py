class C: pass
a = C()
print(a == a, a == C(), a != C(), a == 1)  # expect: True False True False
