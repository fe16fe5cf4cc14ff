def check(a, b, c):
    raise ValueError("all wrong")

check(
    1,
    2,
    c=3,
)

# expect stderr: Traceback (most recent call last):
# expect stderr:     check(
# expect stderr:     ~~~~~^
# expect stderr:         1,
# expect stderr:         ^^
# expect stderr:         2,
# expect stderr:         ^^
# expect stderr:         c=3,
# expect stderr:         ^^^^
# expect stderr:     )
# expect stderr:     ^
# expect stderr:     raise ValueError("all wrong")
# expect stderr: ValueError: all wrong
# expect exit: 1
