def g():
    while True:
        try:
            yield "waiting"
        except ValueError as e:
            yield "caught " + str(e)
it = g()
print(next(it))  # expect: waiting
print(it.throw(ValueError("v")))  # expect: caught v
print(next(it))  # expect: waiting
try:
    it.throw(KeyError("k"))
except KeyError as e:
    print("out", e)  # expect: out 'k'
print(next(it, "over"))  # expect: over
