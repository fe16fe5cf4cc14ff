for e in (ZeroDivisionError, KeyError, IndexError, FileNotFoundError, UnicodeDecodeError, ModuleNotFoundError, RecursionError, NotImplementedError, StopIteration, KeyboardInterrupt, SystemExit, GeneratorExit, TimeoutError, UnboundLocalError, IndentationError):
    print(" < ".join(c.__name__ for c in e.__mro__[:-1]))

# expect:
# ZeroDivisionError < ArithmeticError < Exception < BaseException
# KeyError < LookupError < Exception < BaseException
# IndexError < LookupError < Exception < BaseException
# FileNotFoundError < OSError < Exception < BaseException
# UnicodeDecodeError < UnicodeError < ValueError < Exception < BaseException
# ModuleNotFoundError < ImportError < Exception < BaseException
# RecursionError < RuntimeError < Exception < BaseException
# NotImplementedError < RuntimeError < Exception < BaseException
# StopIteration < Exception < BaseException
# KeyboardInterrupt < BaseException
# SystemExit < BaseException
# GeneratorExit < BaseException
# TimeoutError < OSError < Exception < BaseException
# UnboundLocalError < NameError < Exception < BaseException
# IndentationError < SyntaxError < Exception < BaseException
