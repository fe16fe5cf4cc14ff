class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup("derived", excs)
g = MyGroup("g", [ValueError(1), KeyError(2)])
g.add_note("n")
m, r = g.split(ValueError)
print(type(m).__name__, m.message, m.exceptions, m.__notes__)  # expect: MyGroup derived (ValueError(1),) ['n']
print(type(ExceptionGroup("x", [ValueError()]).derive([KeyError()])).__name__)  # expect: ExceptionGroup
