hash({})  # expect error: TypeError: unhashable type: 'dict'
