def f(n):
    print("eval", n)
    return n
print(f"{f(1)} {f(2):{f(3)}}|")

# expect:
# eval 1
# eval 2
# eval 3
# 1   2|
