import sys, io
old, sys.stdout = sys.stdout, io.StringIO()
print("captured")
text = sys.stdout.getvalue()
sys.stdout = old
print(repr(text), sys.__stdout__ is not None)  # expect: 'captured\n' True
