x = 2
print(f"{
    x
    * 3
}")
print(f"""line
{x}""")

# expect:
# 6
# line
# 2
