pass
5
"text"
[1, 2]
print("end")  # expect: end
