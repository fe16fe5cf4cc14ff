class Outer:
    class Inner: pass
    def make(self):
        class Local: pass
        return Local
print(Outer.Inner.__name__, Outer.Inner.__qualname__, Outer.Inner.__module__)  # expect: Inner Outer.Inner __main__
print(Outer().make().__qualname__)  # expect: Outer.make.<locals>.Local
print(Outer, Outer.Inner)  # expect: <class '__main__.Outer'> <class '__main__.Outer.Inner'>
