ValueError().with_traceback(5)  # expect error: TypeError: __traceback__ must be a traceback or None
