texts = ["\ud800", "\ue000", "\uffff", "\U0001F600", "\udfff", "z", "\ud7ff"]
print(ascii(sorted(texts)))  # expect: ['z', '\ud7ff', '\ud800', '\udfff', '\ue000', '\uffff', '\U0001f600']
print("\ud800" < "\ue000", "a\ud800" < "a\U00010000", "\udfff" > "\ud7ff", "\ud800" <= "\ud800")  # expect: True True True True
print(ascii(max("a\ud800\uffff")), ascii(min("\udfff\ue000")))  # expect: '\uffff' '\udfff'
