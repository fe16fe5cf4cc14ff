s = "x" * 10000 + "needle" + "y" * 10000
print(s.find("needle"), s.rfind("needle"), s.count("x"))  # expect: 10000 10000 10000
print("needle" in s, s.index("ey"))  # expect: True 10005
