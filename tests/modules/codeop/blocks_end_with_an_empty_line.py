from codeop import compile_command


def state(text):
    return "more" if compile_command(text) is None else "whole"


print(state("if x: pass"), state("if x: pass\n"))  # expect: more whole
print(state("if x:\n  y"), state("if x:\n  y\n"))  # expect: more whole
print(state("def f():\n"), state("@a\n\n"))  # expect: more more
print(state("try:\n  pass\n"), state("if a:\n  pass\n# note"))  # expect: more more
print(state("class A:\n  def f(self): pass\n"))  # expect: whole
