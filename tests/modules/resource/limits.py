import resource

now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (now - 1, most))
print(resource.getrlimit(resource.RLIMIT_NOFILE) == (now - 1, most))  # expect: True
print(resource.prlimit(0, resource.RLIMIT_NOFILE, (now, most)) == (now - 1, most))  # expect: True
try:
    resource.prlimit(-1, resource.RLIMIT_NOFILE)
except ProcessLookupError as e:
    print(e)  # expect: [Errno 3] No such process
wrong = [
    lambda: resource.getrlimit(99),
    lambda: resource.getrlimit("x"),
    lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (2, 1)),
    lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1,)),
    lambda: resource.setrlimit(resource.RLIMIT_NOFILE, ("a", 1)),
]
for call in wrong:
    try:
        call()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect:
# ValueError invalid resource specified
# TypeError 'str' object cannot be interpreted as an integer
# ValueError current limit exceeds maximum limit
# ValueError expected a tuple of 2 integers
# TypeError 'str' object cannot be interpreted as an integer
