for value in (0, 1, 0.0, -0.0, 0j, "", " ", [], [0], (), ((),), {}, {0: 0}, set(), range(0), range(1), b"", None):
    print(repr(value), bool(value))

# expect:
# 0 False
# 1 True
# 0.0 False
# -0.0 False
# 0j False
# '' False
# ' ' True
# [] False
# [0] True
# () False
# ((),) True
# {} False
# {0: 0} True
# set() False
# range(0, 0) False
# range(0, 1) True
# b'' False
# None False
