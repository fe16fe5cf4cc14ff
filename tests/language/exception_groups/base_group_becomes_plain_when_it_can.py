print(type(BaseExceptionGroup("m", [ValueError()])).__name__)  # expect: ExceptionGroup
print(type(BaseExceptionGroup("m", [KeyboardInterrupt()])).__name__)  # expect: BaseExceptionGroup
g = ExceptionGroup("msg", [ValueError(1), KeyError(2)])
print(g, g.message, g.exceptions, issubclass(ExceptionGroup, Exception))
# expect: msg (2 sub-exceptions) msg (ValueError(1), KeyError(2)) True
