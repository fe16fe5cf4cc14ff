class Text(str):
    pass


for text in ["a", "é", "", Text("a")]:
    print(type(iter(text)).__name__)

# expect:
# str_ascii_iterator
# str_iterator
# str_ascii_iterator
# str_iterator
