print(f"{ {'a': 1} } { {1, 1} } {{literal}} {({'b': 2})['b']}")  # expect: {'a': 1} {1} {literal} 2
