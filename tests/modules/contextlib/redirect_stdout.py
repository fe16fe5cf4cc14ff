import io, sys
from contextlib import redirect_stdout, redirect_stderr
out, err = io.StringIO(), io.StringIO()
with redirect_stdout(out), redirect_stderr(err):
    print("hidden")
    print("problem", file=sys.stderr)
print(repr(out.getvalue()), repr(err.getvalue()))  # expect: 'hidden\n' 'problem\n'
