class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup(self.message, excs)
g = MyGroup("m", [ValueError(1), TypeError(2)])
a, b = g.split(TypeError)
print(type(a).__name__, a.exceptions, type(b).__name__, b.exceptions)  # expect: MyGroup (TypeError(2),) MyGroup (ValueError(1),)
