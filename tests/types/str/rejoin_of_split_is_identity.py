s = "the quick  brown\tfox"
assert " ".join(s.split(" ")) == s
assert "".join(s.splitlines(True)) == s
assert "".join(s.partition("quick")) == s
print(s.title().split())  # expect: ['The', 'Quick', 'Brown', 'Fox']
