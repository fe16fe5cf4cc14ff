def numbers():
    try:
        yield 1
    finally:
        print("closed")


def fails():
    held = numbers()
    next(held)
    raise ValueError


try:
    fails()
except ValueError as e:
    print("caught")
print("after")

# expect:
# caught
# closed
# after
