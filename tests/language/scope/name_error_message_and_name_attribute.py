try:
    undefined_thing
except NameError as e:
    print(e)  # expect: name 'undefined_thing' is not defined
    print(e.name)  # expect: undefined_thing
