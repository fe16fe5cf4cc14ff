import configparser
import io

config = configparser.ConfigParser()
config.read_string("[DEFAULT]\nshared = yes\n[a]\nx = 1\ny: %(x)s2\n")
print(config.sections(), config["a"]["y"], config.getint("a", "x"), config.getboolean("a", "shared"))
config["new"] = {"key": "value"}
out = io.StringIO()
config.write(out)
print(out.getvalue())
try:
    config.get("a", "missing")
except configparser.NoOptionError as e:
    print(e)

# expect:
# ['a'] 12 1 True
# [DEFAULT]
# shared = yes
#
# [a]
# x = 1
# y = %(x)s2
#
# [new]
# key = value
#
#
# No option 'missing' in section: 'a'
