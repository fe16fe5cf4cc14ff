class C:
    x = 1
    def __getattribute__(self, name):
        if name == "secret": raise AttributeError("hidden")
        return ("seen", name, object.__getattribute__(self, "x"))
    def __getattr__(self, name):
        return "fallback " + name
c = C()
print(c.x, c.anything)  # expect: ('seen', 'x', 1) ('seen', 'anything', 1)
print(c.secret)  # expect: fallback secret
