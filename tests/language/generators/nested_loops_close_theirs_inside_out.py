def numbers(name):
    try:
        yield 1
        yield 2
    finally:
        print("closed", name)


def fails():
    try:
        for a in numbers("outer"):
            try:
                for b in numbers("inner"):
                    raise ValueError
            except KeyError:
                pass
    except ValueError:
        print("caught")
    for c in numbers("next"):
        break
    print("done")


fails()

# expect:
# closed inner
# closed outer
# caught
# closed next
# done
