"""A neighbour on a link of docker's: takes bytes by TCP at port 9000, gives some at port 9001, and looks at the checksums of
all that comes in, as who reads a packet socket finds them. Says "ready"; ends with its standard input, and tells as JSON.

usage: transfers.py NAMESPACE INTERFACE FILE-TO-GIVE
"""

import hashlib
import json
import socket
import struct
import sys
import threading

from ends import Outside

namespace, interface, file = sys.argv[1:4]
TCP, UDP, CHECKSUM_AT = 6, 17, {6: 16, 17: 6}
counts = {"TCP": 0, "UDP": 0, "wrong": 0}
digests = []


def ones_sum(data):
    data += b"\x00" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def look(frame):
    """RFC 791, 768 and 9293: the sum over what is covered, checksum included, is all ones."""
    if frame[12:14] != b"\x08\x00":
        return
    packet = frame[14:]
    head, length = (packet[0] & 15) * 4, struct.unpack("!H", packet[2:4])[0]
    protocol, payload = packet[9], packet[head:length]
    if protocol not in CHECKSUM_AT:
        return
    counts["TCP" if protocol == TCP else "UDP"] += 1
    pseudo = packet[12:20] + struct.pack("!BBH", 0, protocol, len(payload))
    at = CHECKSUM_AT[protocol]
    has_none = protocol == UDP and payload[at : at + 2] == b"\x00\x00"
    if ones_sum(packet[:head]) != 0xFFFF or (not has_none and ones_sum(pseudo + payload) != 0xFFFF):
        counts["wrong"] += 1


def sniff(outside):
    while True:
        frame = outside.read()
        if frame:
            look(frame)


def serve(port, talk):
    server = socket.create_server(("", port))

    def loop():
        while True:
            connection = server.accept()[0]
            with connection:
                talk(connection)

    threading.Thread(target=loop, daemon=True).start()


def take(connection):
    digest = hashlib.md5()
    while data := connection.recv(65536):
        digest.update(data)
    digests.append(digest.hexdigest())


outside = Outside(namespace, interface)
threading.Thread(target=sniff, args=[outside], daemon=True).start()
content = open(file, "rb").read()
serve(9000, take)
serve(9001, lambda connection: connection.sendall(content))
print("ready", flush=True)
sys.stdin.read()
print(json.dumps({**counts, "taken": digests}))
