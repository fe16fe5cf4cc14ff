ñandú = 1
ﬁn = 2
print(ñandú, fin, "fin" in globals())  # expect: 1 2 True
