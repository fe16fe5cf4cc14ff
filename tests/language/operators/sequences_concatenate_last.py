class Other:
    def __radd__(self, left):
        return f"added to {left!r}"

    def __rmul__(self, left):
        return f"multiplied with {left!r}"


for left in [(1,), [1], "a", b"a"]:
    print(left + Other(), left * Other())
    try:
        left.__add__(Other())
    except TypeError as e:
        print(e)
numbers = [1]
numbers += Other()
print(numbers)

# expect:
# added to (1,) multiplied with (1,)
# can only concatenate tuple (not "Other") to tuple
# added to [1] multiplied with [1]
# can only concatenate list (not "Other") to list
# added to 'a' multiplied with 'a'
# can only concatenate str (not "Other") to str
# added to b'a' multiplied with b'a'
# can't concat Other to bytes
# added to [1]
