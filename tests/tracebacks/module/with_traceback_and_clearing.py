import traceback

def work():
    raise ValueError("x")

try:
    work()
except ValueError as e:
    kept = e
print(len(traceback.extract_tb(kept.__traceback__)))  # expect: 2
kept.__traceback__ = None
print(traceback.format_exception(kept))  # expect: ['ValueError: x\n']
print(kept.with_traceback(None) is kept)  # expect: True
