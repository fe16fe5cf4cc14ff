import traceback
def f(): return {}["k"]
try:
    f()
except KeyError:
    lines = traceback.format_exc().splitlines()
print(lines[0])  # expect: Traceback (most recent call last):
print(lines[-1])  # expect: KeyError: 'k'
print(sum(line.startswith("  File") for line in lines))  # expect: 2
