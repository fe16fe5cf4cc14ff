import os

for arguments, options in [
    (("/no/such/program", ["a"], {}), {}),
    (("/bin/true", [], {}), {}),
    (("/bin/true", [""], {}), {}),
    (("/bin/true", "true", {}), {}),
    (("/bin/true", ["true"], {"a=b": "c"}), {}),
    (("/bin/true", ["true"], {}), {"file_actions": [(99, 1)]}),
    (("/bin/true", ["true"], {}), {"file_actions": [()]}),
    (("/bin/true", ["true"], {}), {"file_actions": [(1, 2, 3)]}),
    (("/bin/true", ["true"], {}), {"setsigmask": [99]}),
]:
    try:
        os.posix_spawn(*arguments, **options)
    except (OSError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect:
# FileNotFoundError [Errno 2] No such file or directory: '/no/such/program'
# ValueError posix_spawn: argv must not be empty
# ValueError posix_spawn: argv first element cannot be empty
# TypeError posix_spawn: argv must be a tuple or list
# ValueError illegal environment variable name
# TypeError Unknown file_actions identifier
# TypeError Each file_actions element must be a non-empty tuple
# TypeError A close file_action tuple must have 2 elements
# ValueError signal number 99 out of range [1; 64]
