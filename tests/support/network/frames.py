"""Sends frames of many kinds from the outside to a card's device and back, and tells as JSON which arrived unchanged.

usage: frames.py OUTSIDE-NAMESPACE OUTSIDE-INTERFACE INSIDE-NAMESPACE DEVICE CONTAINER-INTERFACE
"""

import json
import select
import struct
import sys
import time

from ends import Device, Outside, within

outside_namespace, outside_name, inside_namespace, device_name, container_name = sys.argv[1:6]


def mac(text):
    return bytes.fromhex(text.replace(":", ""))


GUEST, NEIGHBOUR = mac("52:54:00:aa:00:01"), mac("02:00:00:bb:00:02")
own = mac(within(inside_namespace, f"cat /sys/class/net/{container_name}/address"))


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


outside, device = Outside(outside_namespace, outside_name), Device(inside_namespace, device_name)
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
