print("Hello World".upper(), "Hello".lower())  # expect: HELLO WORLD hello
print("hello wORLD".capitalize(), "aBc".swapcase())  # expect: Hello world AbC
print("hello world it's".title(), "they're bill's".title(), "a1b c-d".title())  # expect: Hello World It'S They'Re Bill'S A1B C-D
print("straße".upper(), "ÀÉ".lower(), "ŉ".upper(), "ﬁ".upper())  # expect: STRASSE àé ʼN FI
print("ﬁ".title(), "ǆ".title())  # expect: Fi ǅ
print("ΑΣ".lower(), "ΑΣΑ".lower(), "İ".lower() == "i\u0307")  # expect: ας ασα True
