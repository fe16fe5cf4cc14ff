seen = []
try:
    try:
        raise ValueError("once")
    except ValueError as e:
        seen.append(e)
        raise
except ValueError as e:
    print(e is seen[0])  # expect: True
