raise SystemExit([1, "two"])

# expect stderr: [1, 'two']
# expect exit: 1
