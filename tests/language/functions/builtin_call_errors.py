for call in (lambda: len(), lambda: len(1, 2), lambda: len(5), lambda: abs("x"), lambda: [].append(), lambda: ord("ab")):
    try:
        call()
    except TypeError as e:
        print(e)
# expect:
# len() takes exactly one argument (0 given)
# len() takes exactly one argument (2 given)
# object of type 'int' has no len()
# bad operand type for abs(): 'str'
# list.append() takes exactly one argument (0 given)
# ord() expected a character, but string of length 2 found
