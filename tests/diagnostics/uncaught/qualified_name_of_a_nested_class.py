class Outer:
    class Inner(Exception): pass
raise Outer.Inner("x") # expect error: Outer.Inner: x
