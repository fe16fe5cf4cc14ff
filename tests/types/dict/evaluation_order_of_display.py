def f(x):
    print(x)
    return x
{f("k1"): f("v1"), f("k2"): f("v2")}

# expect:
# k1
# v1
# k2
# v2
