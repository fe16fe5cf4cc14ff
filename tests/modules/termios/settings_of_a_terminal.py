import os
import termios
import tty

user, program = os.openpty()
print(os.isatty(program), os.ttyname(program).startswith("/dev/pts/"))  # expect: True True
settings = termios.tcgetattr(program)
print(len(settings), len(settings[6]), settings[6][termios.VINTR])  # expect: 7 32 b'\x03'
print(bool(settings[3] & termios.ECHO), settings[4] == termios.B38400)  # expect: True True
tty.setraw(program)
raw = termios.tcgetattr(program)
print(bool(raw[3] & (termios.ECHO | termios.ICANON)), raw[6][termios.VMIN])  # expect: False 1
termios.tcsetattr(program, termios.TCSANOW, settings)
print(termios.tcgetattr(program) == settings)  # expect: True
termios.tcsetwinsize(program, (10, 20))
print(termios.tcgetwinsize(user), os.get_terminal_size(program))
# expect: (10, 20) os.terminal_size(columns=20, lines=10)
os.write(user, b"line\n")
print(os.read(program, 100))  # expect: b'line\n'
