print(completely_unknown_thing)

# expect stderr: Traceback (most recent call last):
# expect stderr:     print(completely_unknown_thing)
# expect stderr:           ^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr: NameError: name 'completely_unknown_thing' is not defined
# expect exit: 1
