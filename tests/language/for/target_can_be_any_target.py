box = [0, 0]
class C: pass
c = C()
for box[1] in range(3): pass
for c.x in "ab": pass
for i, *j in ["abc", "de"]: print(i, j)
print(box, c.x)
# expect:
# a ['b', 'c']
# d ['e']
# [0, 2] b
