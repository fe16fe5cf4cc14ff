print(math.pi) # expect error: NameError: name 'math' is not defined. Did you forget to import 'math'?
# expect stderr: Traceback (most recent call last):
# expect stderr:           ^^^^
# expect stderr: NameError: name 'math' is not defined. Did you forget to import 'math'?
