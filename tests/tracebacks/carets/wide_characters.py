größe = {"naïve": 1}
print("日本", größe["日本"])

# expect stderr: Traceback (most recent call last):
# expect stderr:     print("日本", größe["日本"])
# expect stderr:                   ~~~~~^^^^^^^^
# expect stderr: KeyError: '日本'
# expect exit: 1
