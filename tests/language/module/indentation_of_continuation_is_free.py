x = [1,
  2,
         3,
]
def f(
a,
        b
): return (a
+ b)
print(x, f(1,
2))
# expect:
# [1, 2, 3] 3
