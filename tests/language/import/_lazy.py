def __getattr__(name):
    if name.startswith("made_"): return name.upper()
    raise AttributeError(f"nothing named {name}")
def __dir__(): return ["made_up"]
