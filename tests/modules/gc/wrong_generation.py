import gc

for n in (-1, 3):
    try:
        gc.collect(n)
    except ValueError as e:
        print(e)
# expect: invalid generation
# expect: invalid generation
print(gc.get_threshold()[0] > 0)  # expect: True
