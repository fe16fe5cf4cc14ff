print("low", __name__, __package__)
base = "base"
