import _neighbour

print(_neighbour.greet("script"), _neighbour.__name__)  # expect: hello script _neighbour
