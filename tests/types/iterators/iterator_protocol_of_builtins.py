for x in ([1, 2], (1, 2), "12", {1: 0, 2: 0}, range(1, 3), b"\x01\x02"):
    it = iter(x)
    assert iter(it) is it
    print(next(it), next(it), next(it, "end"))

# expect:
# 1 2 end
# 1 2 end
# 1 2 end
# 1 2 end
# 1 2 end
# 1 2 end
