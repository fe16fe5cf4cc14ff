class E(Exception):
    def __str__(self): return "custom text"
print(E("ignored"), repr(E("kept")))  # expect: custom text E('kept')
raise E(1)  # expect error: E: custom text
