text = "a rose is a rose is a rose"
counts = {}
for w in text.split():
    counts[w] = counts.get(w, 0) + 1
print(counts)  # expect: {'a': 3, 'rose': 3, 'is': 2}
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))  # expect: [('a', 3), ('rose', 3), ('is', 2)]
