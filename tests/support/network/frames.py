"""Sends frames of many kinds from the outside to a card's device and back, and tells as JSON which arrived unchanged.

usage: frames.py OUTSIDE-NAMESPACE OUTSIDE-INTERFACE INSIDE-NAMESPACE DEVICE CONTAINER-INTERFACE
The device is opened as QEMU opens it: a tap by its name, a macvtap by its file.
"""

import ctypes
import fcntl
import json
import os
import select
import socket
import stat
import struct
import sys
import tempfile
import time

outside_namespace, outside_name, inside_namespace, device_name, container_name = sys.argv[1:6]

ETH_P_ALL = 3
SOL_PACKET, PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC, PACKET_AUXDATA = 263, 1, 1, 8
TUNSETIFF, TUNSETVNETHDRSZ = 0x400454CA, 0x400454D8
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000
libc = ctypes.CDLL(None, use_errno=True)


def enter(namespace):
    with open(f"/run/netns/{namespace}") as file:
        if libc.setns(file.fileno(), 0) != 0:
            raise OSError(ctypes.get_errno(), "setns")


def ifreq(flags):
    return struct.pack("16sH22x", device_name.encode(), flags)


class Outside:
    def __init__(self):
        enter(outside_namespace)
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self.socket.bind((outside_name, 0))
        index = socket.if_nametoindex(outside_name)
        self.socket.setsockopt(SOL_PACKET, PACKET_ADD_MEMBERSHIP, struct.pack("iHH8s", index, PACKET_MR_PROMISC, 0, b""))
        self.socket.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)

    def send(self, frame):
        self.socket.send(frame)

    def fileno(self):
        return self.socket.fileno()

    def read(self):
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
    def __init__(self):
        enter(inside_namespace)
        # Which /sys tells of this namespace depends on who mounted it.
        number = os.popen(f"ip netns exec {inside_namespace} sh -c 'cat /sys/class/net/{device_name}/tap*/dev' 2>/dev/null").read().strip()
        flags = IFF_TAP | IFF_NO_PI
        if number:
            node = os.path.join(tempfile.mkdtemp(), "tap")
            major, minor = (int(part) for part in number.split(":"))
            os.mknod(node, stat.S_IFCHR | 0o600, os.makedev(major, minor))
            self.fd = os.open(node, os.O_RDWR | os.O_NONBLOCK)
            os.unlink(node)
            os.rmdir(os.path.dirname(node))
        else:
            self.fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.fd, TUNSETIFF, ifreq(flags))

    def send(self, frame):
        os.write(self.fd, frame)

    def fileno(self):
        return self.fd

    def read(self):
        return os.read(self.fd, 70000)


def mac(text):
    return bytes.fromhex(text.replace(":", ""))


GUEST, NEIGHBOUR = mac("52:54:00:aa:00:01"), mac("02:00:00:bb:00:02")
own = mac(os.popen(f"ip netns exec {inside_namespace} cat /sys/class/net/{container_name}/address").read().strip())


def ether(to, kind, size=60, tags=b""):
    """`to` None stands for the other end. The payload tells one frame from another."""

    def frame(number, source, far_end):
        head = (to or far_end) + source + tags + struct.pack("!H", kind)
        return (head + struct.pack("!I", number) + b"\x00\x01" * (size // 2 + 1))[:size]

    return frame


def tag(tpid, vlan):
    return struct.pack("!HH", tpid, vlan)


# A kind of 88B5h is IEEE 802's for experiments; below 1536 it is a length (LLC).
KINDS = {
    "unicast": ether(None, 0x88B5),
    "broadcast": ether(mac("ff:ff:ff:ff:ff:ff"), 0x88B5),
    "MPLS": ether(None, 0x8847),
    "another station's": ether(mac("02:00:00:cc:00:03"), 0x88B5),
    "the container interface's own": ether(own, 0x88B5),
    "IPv4 multicast": ether(mac("01:00:5e:00:00:05"), 0x88B5),
    "IPv6 multicast": ether(mac("33:33:00:00:00:05"), 0x88B5),
    "STP": ether(mac("01:80:c2:00:00:00"), 0x26),
    "PAUSE": ether(mac("01:80:c2:00:00:01"), 0x8808),
    "LACP": ether(mac("01:80:c2:00:00:02"), 0x8809),
    "LACP in a VLAN": ether(mac("01:80:c2:00:00:02"), 0x8809, tags=tag(0x8100, 100)),
    "802.1X": ether(mac("01:80:c2:00:00:03"), 0x888E),
    "provider bridges": ether(mac("01:80:c2:00:00:08"), 0x26),
    "LLDP": ether(mac("01:80:c2:00:00:0e"), 0x88CC),
    "IS-IS": ether(mac("01:80:c2:00:00:14"), 0x26),
    "MVRP": ether(mac("01:80:c2:00:00:21"), 0x88F5),
    "CDP": ether(mac("01:00:0c:cc:cc:cc"), 0x26),
    "PVST+": ether(mac("01:00:0c:cc:cc:cd"), 0x26),
    "VLAN 100": ether(None, 0x88B5, tags=tag(0x8100, 100)),
    "priority tag": ether(None, 0x88B5, tags=tag(0x8100, 0xA000)),
    "QinQ": ether(None, 0x88B5, tags=tag(0x88A8, 200) + tag(0x8100, 100)),
    "two VLAN tags": ether(None, 0x88B5, tags=tag(0x8100, 200) + tag(0x8100, 100)),
    "1514 bytes": ether(None, 0x88B5, 1514),
    "1518 bytes": ether(None, 0x88B5, 1518, tag(0x8100, 100)),
    "1522 bytes": ether(None, 0x88B5, 1522, tag(0x88A8, 200) + tag(0x8100, 100)),
    "9014 bytes": ether(None, 0x88B5, 9014),
    "9514 bytes": ether(None, 0x88B5, 9514),
    "9518 bytes": ether(None, 0x88B5, 9518, tag(0x8100, 100)),
}


def receive(reader, wanted, seconds=2.0):
    """The wanted frames among those that come, until all are there or the time is over."""
    found, strangers, deadline = set(), [], time.monotonic() + seconds
    while len(found) < len(wanted) and time.monotonic() < deadline:
        if not select.select([reader], [], [], 0.05)[0]:
            continue
        frame = reader.read()
        if frame is None:
            continue
        if frame in wanted:
            found.add(wanted[frame])
        else:
            strangers.append(frame.hex())
    return found, strangers


outside, device = Outside(), Device()
# A card that has just been opened has its link in a moment.
time.sleep(0.1)
inward = {make(number, NEIGHBOUR, GUEST): name for number, (name, make) in enumerate(KINDS.items())}
outward = {make(number, GUEST, NEIGHBOUR): name for number, (name, make) in enumerate(KINDS.items())}
for frame in inward:
    outside.send(frame)
came_in, strangers_in = receive(device, inward)
for frame in outward:
    device.send(frame)
came_out, strangers_out = receive(outside, outward)
lost = {"in": [name for name in KINDS if name not in came_in], "out": [name for name in KINDS if name not in came_out]}
print(json.dumps({"sent": len(KINDS), "lost": lost, "strangers": {"in": strangers_in, "out": strangers_out}}))
