class Other:
    def __radd__(self, left):
        return NotImplemented

    def __rmul__(self, left):
        return NotImplemented


def try_all(left):
    for act in [lambda: left + Other(), lambda: left * Other()]:
        try:
            act()
        except TypeError as e:
            print(e)


try_all([1])
try_all("a")
numbers = [1]
try:
    numbers *= Other()
except TypeError as e:
    print(e)

# expect:
# can only concatenate list (not "Other") to list
# can't multiply sequence by non-int of type 'Other'
# can only concatenate str (not "Other") to str
# can't multiply sequence by non-int of type 'Other'
# can't multiply sequence by non-int of type 'Other'
