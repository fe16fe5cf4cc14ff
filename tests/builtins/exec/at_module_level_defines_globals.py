exec("answer = 42\nfor i in range(3): last = i")
print(answer, last)  # expect: 42 2
