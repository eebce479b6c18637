"""Calls one method of pyghmi's Command, its arguments as a JSON list, and prints what it gives as JSON."""

import json
import sys

from pyghmi.ipmi import command


def plain(value):
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if hasattr(value, "__next__"):
        return list(value)
    return vars(value)


port, user, password, method, arguments = sys.argv[1:]
bmc = command.Command(bmc="127.0.0.1", port=int(port), userid=user, password=password, keepalive=False)
print(json.dumps(getattr(bmc, method)(*json.loads(arguments)), default=plain))
