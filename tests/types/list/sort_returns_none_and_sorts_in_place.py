a = [3, 1, 2]
b = a
print(a.sort(), b)  # expect: None [1, 2, 3]
a.sort(reverse=True)
print(b)  # expect: [3, 2, 1]
words = ["bb", "a", "CCC", "dd"]
words.sort(key=len)
print(words)  # expect: ['a', 'bb', 'dd', 'CCC']
words.sort(key=str.lower, reverse=True)
print(words)  # expect: ['dd', 'CCC', 'bb', 'a']
