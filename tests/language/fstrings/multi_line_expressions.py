x = f"{
    1 +  # a comment inside
    2
} and {[
    n for n in range(3)
]}"
print(x)
print(f"""a
{"b"}
c""")
# expect:
# 3 and [0, 1, 2]
# a
# b
# c
