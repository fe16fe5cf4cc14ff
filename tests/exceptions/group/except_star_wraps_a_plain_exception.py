try:
    raise ValueError("alone")
except* ValueError as e:
    print(type(e).__name__, e.exceptions)  # expect: ExceptionGroup (ValueError('alone'),)
