from functools import cmp_to_key
print(sorted(["bb", "a", "ccc"], key=cmp_to_key(lambda a, b: len(b) - len(a))))  # expect: ['ccc', 'bb', 'a']
print(max([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))  # expect: 1
nums = ["3", "30", "34", "5", "9"]
print("".join(sorted(nums, key=cmp_to_key(lambda a, b: (a + b < b + a) - (a + b > b + a)))))  # expect: 9534330
