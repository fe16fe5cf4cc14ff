from string import Template
t = Template("$name owes $$${amount}")
print(t.substitute(name="Ann", amount=5), t.safe_substitute(name="Bob"))  # expect: Ann owes $5 Bob owes $${amount}
try:
    t.substitute(name="x")
except KeyError as e:
    print(e)  # expect: 'amount'
try:
    Template("a $ b").substitute()
except ValueError as e:
    print(e)  # expect: Invalid placeholder in string: line 1, col 3
