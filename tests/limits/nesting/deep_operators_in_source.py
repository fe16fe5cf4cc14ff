for source in ("-" * 100_000 + "1", "not " * 100_000 + "1", "1" + "+1" * 100_000, "x" + ".y" * 100_000, "f" + "()" * 100_000):
    try:
        compile(source, "<deep>", "eval")
    except (SyntaxError, MemoryError, RecursionError):
        pass
    print("survived")

# expect:
# survived
# survived
# survived
# survived
# survived
