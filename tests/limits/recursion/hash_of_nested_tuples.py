t = ()
for _ in range(500):
    t = (t, 1)
u = ()
for _ in range(500):
    u = (u, 1)
print(hash(t) == hash(u), t == u)  # expect: True True
try:
    hash((t, []))
except TypeError as e:
    print(e)  # expect: unhashable type: 'list'
