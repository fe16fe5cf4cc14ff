try:
    raise ValueError
except ValueError as e:
    kept = e
print(kept.with_traceback(None) is kept, kept.__traceback__)  # expect: True None
