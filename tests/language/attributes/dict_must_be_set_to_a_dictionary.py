class Number(float):
    pass


class Thing:
    pass


for value in [Number(1), 2.5, None]:
    try:
        Thing().__dict__ = value
    except TypeError as e:
        print(e)

# expect:
# __dict__ must be set to a dictionary, not a 'Number'
# __dict__ must be set to a dictionary, not a 'float'
# __dict__ must be set to a dictionary, not a 'NoneType'
