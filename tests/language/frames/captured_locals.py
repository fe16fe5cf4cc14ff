import traceback


def fail(limit):
    text = "x" * limit
    raise ValueError(text)


try:
    fail(3)
except ValueError as e:
    report = traceback.TracebackException.from_exception(e, capture_locals=True)
    print(report.stack[-1].locals)  # expect: {'limit': '3', 'text': "'xxx'"}
