table = {"x": 1}
value = table[
    "y"
]

# expect stderr: Traceback (most recent call last):
# expect stderr:     value = table[
# expect stderr:             ~~~~~^
# expect stderr:         "y"
# expect stderr:         ^^^
# expect stderr:     ]
# expect stderr:     ^
# expect stderr: KeyError: 'y'
# expect exit: 1
