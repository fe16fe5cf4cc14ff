def numbers():
    try:
        yield 1
    finally:
        print("closed")


def fails():
    for n in numbers():
        raise ValueError(n)


try:
    for n in numbers():
        raise ValueError(n)
except ValueError:
    print("caught")
try:
    fails()
except ValueError:
    print("caught")

# expect:
# closed
# caught
# closed
# caught
