class Thing: pass
text = repr(Thing())
print(text.startswith("<__main__.Thing object at 0x"), text.endswith(">"))  # expect: True True
