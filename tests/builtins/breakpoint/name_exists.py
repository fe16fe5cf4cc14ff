print(callable(breakpoint), breakpoint.__name__)  # expect: True breakpoint
