try:
    1 / 0
except ZeroDivisionError as e:
    tb = e.__traceback__
    saved = e
print(tb.tb_lineno, tb.tb_next, saved.__traceback__ is tb)  # expect: 2 None True
f = ValueError("y").with_traceback(tb)
print(f.__traceback__ is tb, f)  # expect: True y
print(saved.with_traceback(None).__traceback__)  # expect: None
