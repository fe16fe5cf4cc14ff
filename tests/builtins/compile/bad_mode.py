compile("1", "<t>", "nope")  # expect error: ValueError: compile() mode must be 'exec', 'eval' or 'single'
