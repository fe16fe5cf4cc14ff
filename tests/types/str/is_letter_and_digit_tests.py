for s in ("abc", "ab1", "123", "", "é", "½", "²", "٣", "Ⅷ", "一"):
    print(repr(s), s.isalpha(), s.isalnum(), s.isdigit(), s.isdecimal(), s.isnumeric())

# expect:
# 'abc' True True False False False
# 'ab1' False True False False False
# '123' False True True True True
# '' False False False False False
# 'é' True True False False False
# '½' False True False False True
# '²' False True True False True
# '٣' False True True True True
# 'Ⅷ' False True False False True
# '一' True True False False True
