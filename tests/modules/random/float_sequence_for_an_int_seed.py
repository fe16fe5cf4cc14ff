import random
random.seed(42)
print(random.random(), random.random(), random.random())  # expect: 0.6394267984578837 0.025010755222666936 0.27502931836911926
random.seed(0)
print(random.random(), random.random())  # expect: 0.8444218515250481 0.7579544029403025
random.seed(-7)
print(random.random())  # expect: 0.32383276483316237
random.seed(2**100 + 1)
print(random.random())  # expect: 0.267334958443877
