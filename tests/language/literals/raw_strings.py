print(r"\n\d", len(r"\""), R'\'', r"""a\
b""")
# expect:
# \n\d 2 \' a\
# b
