g = ExceptionGroup("several", [ValueError(1), TypeError("t")])
print(g, repr(g), g.message, g.exceptions)  # expect: several (2 sub-exceptions) ExceptionGroup('several', [ValueError(1), TypeError('t')]) several (ValueError(1), TypeError('t'))
print(ExceptionGroup("one", [KeyError("k")]))  # expect: one (1 sub-exception)
print(type(BaseExceptionGroup("b", [ValueError()])).__name__)  # expect: ExceptionGroup
print(type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)  # expect: BaseExceptionGroup
