print(..., repr(Ellipsis), ... is Ellipsis, type(...).__name__, bool(...))  # expect: Ellipsis Ellipsis True ellipsis True
