# only taipan: CPython 3.13 overflows its C stack here
t = ()
for _ in range(200_000):
    t = (t,)
try:
    hash(t)
except RecursionError:
    pass
print("hashed or refused")  # expect: hashed or refused
print(hash((1, (2,))) == hash((1, (2,))))  # expect: True
