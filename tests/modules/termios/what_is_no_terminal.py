import os
import termios

read, write = os.pipe()
user, program = os.openpty()
settings = termios.tcgetattr(program)
wrong = [
    lambda: termios.tcgetattr(read),
    lambda: termios.tcgetattr("x"),
    lambda: termios.tcsetattr(program, 99, settings),
    lambda: termios.tcsetattr(program, 0, [1]),
    lambda: termios.tcsetattr(program, 0, settings[:6] + [[1]]),
    lambda: termios.tcflush(program, 99),
    lambda: termios.tcsetwinsize(program, (1,)),
    lambda: termios.tcsetwinsize(program, (-1, 2)),
]
for call in wrong:
    try:
        call()
    except (termios.error, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
# expect:
# error (25, 'Inappropriate ioctl for device')
# TypeError argument must be an int, or have a fileno() method.
# error (22, 'Invalid argument')
# TypeError tcsetattr, arg 3: must be 7 element list
# TypeError tcsetattr: attributes[6] must be 32 element list
# error (22, 'Invalid argument')
# TypeError tcsetwinsize, arg 2: must be a two-item sequence
# OverflowError winsize value(s) out of range.
