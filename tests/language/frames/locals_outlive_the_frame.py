# The traceback of an exception keeps the variables of the frames that it passed.
def divide(a, b):
    quotient = None
    return a / b


try:
    divide(1, 0)
except ZeroDivisionError as e:
    frame = e.__traceback__.tb_next.tb_frame
    print(dict(frame.f_locals))  # expect: {'a': 1, 'b': 0, 'quotient': None}
    print(frame.f_lineno, frame.f_code.co_name)  # expect: 4 divide
