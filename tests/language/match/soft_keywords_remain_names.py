match = {"case": 1}
case = "case"
_ = 5
type = 7
print(match[case], _, type)  # expect: 1 5 7
match match:
    case {"case": n}: print(n)  # expect: 1
match = print
match (case)  # expect: case
