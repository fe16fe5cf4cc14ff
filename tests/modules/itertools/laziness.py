from itertools import chain, islice, count
def loud():
    for i in count():
        print("make", i)
        yield i
print(list(islice((x * x for x in chain([9], loud())), 3)))

# expect:
# make 0
# make 1
# [81, 0, 1]
