import inspect
import textwrap
import traceback

print(inspect.getsource(textwrap.dedent).splitlines()[0])  # expect: def dedent(text):
print(inspect.getsourcelines(textwrap.TextWrapper.wrap)[1] == textwrap.TextWrapper.wrap.__code__.co_firstlineno)  # expect: True
print(textwrap.TextWrapper.wrap.__qualname__, textwrap.fill.__code__.co_varnames[:3])  # expect: TextWrapper.wrap ('text', 'width', 'kwargs')
try:
    textwrap.fill("text", width=-1)
except ValueError as e:
    last = traceback.extract_tb(e.__traceback__)[-1]
    print(last.name, last.line)  # expect: _wrap_chunks raise ValueError("invalid width %r (must be > 0)" % self.width)
