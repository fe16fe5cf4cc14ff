inf = float("inf")
print(inf + 1, inf - inf, inf * 0, inf * -1, 1 / inf, -1 / inf)  # expect: inf nan nan -inf 0.0 -0.0
print(inf > 10**400, -inf < -10**400, inf == inf)  # expect: True True True
print(inf // 2, inf % 2, 5 % inf, -5 % inf, 5 // inf, -5 // inf)  # expect: nan nan 5.0 inf 0.0 -1.0
