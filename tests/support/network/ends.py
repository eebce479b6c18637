"""The two ends of a wire: an interface outside, and a card's device, which is opened as QEMU opens it."""

import ctypes
import fcntl
import os
import socket
import stat
import struct
import tempfile

ETH_P_ALL = 3
SOL_PACKET, PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC, PACKET_AUXDATA = 263, 1, 1, 8
TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
libc = ctypes.CDLL(None, use_errno=True)


def enter(namespace):
    with open(f"/run/netns/{namespace}") as file:
        if libc.setns(file.fileno(), 0) != 0:
            raise OSError(ctypes.get_errno(), "setns")


def within(namespace, command):
    """Which /sys tells of a namespace depends on who mounted it, so that a program has to look."""
    return os.popen(f"ip netns exec {namespace} sh -c '{command}' 2>/dev/null").read().strip()


class Outside:
    def __init__(self, namespace, name):
        enter(namespace)
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self.socket.bind((name, 0))
        membership = struct.pack("iHH8s", socket.if_nametoindex(name), PACKET_MR_PROMISC, 0, b"")
        self.socket.setsockopt(SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership)
        self.socket.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)

    def send(self, frame):
        self.socket.send(frame)

    def fileno(self):
        return self.socket.fileno()

    def read(self):
        """A frame that came in; None for one that goes out."""
        frame, control, _, address = self.socket.recvmsg(70000, 256)
        if address[2] == socket.PACKET_OUTGOING:
            return None
        for level, kind, data in control:
            # The kernel takes a tag out of the frame and tells it beside (packet(7)).
            if (level, kind) == (SOL_PACKET, PACKET_AUXDATA):
                status, _, _, _, _, tci, tpid = struct.unpack("IIIHHHH", data)
                if status & 0x10:
                    frame = frame[:12] + struct.pack("!HH", tpid if status & 0x40 else 0x8100, tci) + frame[12:]
        return frame


class Device:
    def __init__(self, namespace, name):
        enter(namespace)
        number = within(namespace, f"cat /sys/class/net/{name}/tap*/dev")
        if number:
            node = os.path.join(tempfile.mkdtemp(), "tap")
            os.mknod(node, stat.S_IFCHR | 0o600, os.makedev(*map(int, number.split(":"))))
            self.fd = os.open(node, os.O_RDWR | os.O_NONBLOCK)
            os.unlink(node)
            os.rmdir(os.path.dirname(node))
        else:
            self.fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.fd, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))

    def send(self, frame):
        os.write(self.fd, frame)

    def fileno(self):
        return self.fd

    def read(self):
        return os.read(self.fd, 70000)
