class Outer:
    class Trouble(Exception):
        pass

raise Outer.Trouble("nested")

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise Outer.Trouble("nested")
# expect stderr: Outer.Trouble: nested
# expect exit: 1
