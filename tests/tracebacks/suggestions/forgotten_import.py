print(math.pi)

# expect stderr: Traceback (most recent call last):
# expect stderr:     print(math.pi)
# expect stderr:           ^^^^
# expect stderr: NameError: name 'math' is not defined. Did you forget to import 'math'?
# expect exit: 1
