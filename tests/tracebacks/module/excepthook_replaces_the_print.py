import sys

def hook(kind, value, tb):
    print("hook:", kind.__name__, value, tb.tb_lineno)

sys.excepthook = hook
raise ValueError("caught by the hook")

# expect:
# hook: ValueError caught by the hook 7

# expect exit: 1
