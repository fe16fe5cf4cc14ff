def outer():
    "doc"

    def inner():
        return 7

    return len("text") + other.attribute


code = outer.__code__
print(code.co_consts[0], [c.co_name for c in code.co_consts if hasattr(c, "co_name")])  # expect: doc ['inner']
print("text" in code.co_consts, code.co_names)  # expect: True ('len', 'other', 'attribute')
