"""Serial over LAN with pyghmi: standard input goes to the machine, and what the machine prints to standard output."""

import os
import sys
import threading

from pyghmi.ipmi import console


def show(data):
    sys.stdout.buffer.write(data if isinstance(data, bytes) else repr(data).encode())
    sys.stdout.flush()


def type_all(sol):
    while typed := os.read(0, 4096):
        sol.send_data(typed)


port, user, password = sys.argv[1:]
sol = console.Console(bmc="127.0.0.1", port=int(port), userid=user, password=password, iohandler=show, force=True)
threading.Thread(target=type_all, args=(sol,), daemon=True).start()
sol.main_loop()
