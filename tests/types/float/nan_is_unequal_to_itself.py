nan = float("nan")
print(nan == nan, nan != nan, nan < 1, nan > 1, nan <= nan)  # expect: False True False False False
print(nan in [nan], [nan] == [nan], [nan].index(nan))  # expect: True True 0
print(nan in [float("nan")])  # expect: False
