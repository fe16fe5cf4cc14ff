s = "é"
print(f"{s!r} {s!a} {s!s:>3} {s!r:*^7} {[s]!s} {None!r:>6}")  # expect: 'é' '\xe9'   é **'é'** ['é']   None
