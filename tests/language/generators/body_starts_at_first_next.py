def g():
    print("start")
    yield 1
    print("end")
it = g()
print("made")
print(next(it))
print(next(it, "over"))
# expect:
# made
# start
# 1
# end
# over
