print(repr("plain"), repr("it's"), repr('say "hi"'), repr("it's \"both\""))  # expect: 'plain' "it's" 'say "hi"' 'it\'s "both"'
print(["a'b", 'c"d'])  # expect: ["a'b", 'c"d']
