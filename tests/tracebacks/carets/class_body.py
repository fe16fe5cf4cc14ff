class A:
    x = 1
    y = x + undefined_thing

# expect stderr: Traceback (most recent call last):
# expect stderr:     class A:
# expect stderr:         x = 1
# expect stderr:         y = x + undefined_thing
# expect stderr:     y = x + undefined_thing
# expect stderr:             ^^^^^^^^^^^^^^^
# expect stderr: NameError: name 'undefined_thing' is not defined
# expect exit: 1
