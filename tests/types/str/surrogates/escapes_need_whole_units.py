for encoding in ("utf-16", "utf-32", "utf-16-le"):
    try:
        "a\udc80".encode(encoding, "surrogateescape")
    except UnicodeEncodeError as e:
        print(e.encoding, e.start, e.end)
# expect: utf-16 1 2
# expect: utf-32 1 2
# expect: utf-16-le 1 2
