print(hash(1.0) == hash(1), hash(2.0**70) == hash(2**70), hash(-0.0))  # expect: True True 0
print(hash(0.5), hash(float("inf")), hash(float("-inf")))  # expect: 1152921504606846976 314159 -314159
print({1: "a"}[1.0])  # expect: a
