def first[T](items: list[T], default: T = None) -> T:
    return items[0] if items else default
print(first([3]), first.__type_params__, first.__annotations__)  # expect: 3 (T,) {'items': list[T], 'default': T, 'return': T}
print("T" in globals())  # expect: False
