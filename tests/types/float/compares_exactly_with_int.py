print(2**53 == float(2**53), 2**53 + 1 == float(2**53))  # expect: True False
print(float(2**53) < 2**53 + 1, 2**53 + 1 > float(2**53 + 1))  # expect: True True
print(10**22 == 1e22, 10**23 == 1e23)  # expect: True False
print(0.5 < 1, 1 == 1.0, 10**400 > 1e308, -10**400 < -1e308)  # expect: True True True True
