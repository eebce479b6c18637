"""Opens a device and hands it to QEMU as what a hub leads to.

Node cannot send a file descriptor over a socket (SCM_RIGHTS of unix(7)), and QEMU takes a macvtap in no other way. The
descriptor's name holds for one conversation only, so that the commands that use it are given here, too.
"""

import json
import os
import socket
import stat
import sys

monitor, major, minor, node, commands = sys.argv[1:]

os.mknod(node, stat.S_IFCHR | 0o600, os.makedev(int(major), int(minor)))
try:
    device = os.open(node, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
finally:
    os.unlink(node)

qmp = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
qmp.settimeout(5)
qmp.connect(monitor)
lines = qmp.makefile("r")


def answer():
    for line in lines:
        message = json.loads(line)
        if "error" in message:
            sys.exit(message["error"]["desc"])
        if "return" in message:
            return
    sys.exit("QEMU's monitor has gone.")


lines.readline()
for execute, arguments in json.loads(commands):
    text = json.dumps({"execute": execute, "arguments": arguments}).encode()
    socket.send_fds(qmp, [text], [device] if execute == "getfd" else [])
    answer()
