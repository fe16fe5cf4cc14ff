for text in ("1__0", "_1", "a_b", "1+_2j", "x", "1_0+2_0j"):
    try:
        print(complex(text))
    except ValueError as error:
        print(error)

# expect:
# could not convert string to complex: '1__0'
# could not convert string to complex: '_1'
# could not convert string to complex: 'a_b'
# could not convert string to complex: '1+_2j'
# complex() arg is a malformed string
# (10+20j)
