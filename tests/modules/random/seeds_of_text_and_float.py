import random
for seed in ("hello", "", "é", b"bytes", 3.5, 1.0, None and 0 or 0.1):
    random.seed(seed)
    print(random.random())

# expect:
# 0.3537754404730722
# 0.9602256525641875
# 0.9689252893653495
# 0.37075677971469856
# 0.3039190124834461
# 0.13436424411240122
# 0.8062579873336703
