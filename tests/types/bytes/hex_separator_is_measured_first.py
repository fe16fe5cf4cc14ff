for separator in ({1, 2}, [1], {}, range(3)):
    try:
        b"ab".hex(separator)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

# expect:
# ValueError sep must be length 1.
# TypeError sep must be str or bytes.
# ValueError sep must be length 1.
# ValueError sep must be length 1.
