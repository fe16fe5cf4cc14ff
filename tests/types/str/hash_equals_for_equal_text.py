a = "".join(["py", "thon"])
print(hash(a) == hash("python"), a == "python", {a: 1}["python"])  # expect: True True 1
