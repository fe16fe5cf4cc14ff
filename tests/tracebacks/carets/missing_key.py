config = {"host": "local"}
port = int(config["port"])

# expect stderr: Traceback (most recent call last):
# expect stderr:     port = int(config["port"])
# expect stderr:                ~~~~~~^^^^^^^^
# expect stderr: KeyError: 'port'
# expect exit: 1
