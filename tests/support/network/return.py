"""Parks a container's interface and brings it back as containerlab does, and tells how many milliseconds after that the
first frame from outside reached the card's device.

usage: return.py OUTSIDE-NAMESPACE OUTSIDE-INTERFACE INSIDE-NAMESPACE DEVICE CONTAINER-INTERFACE PARKING-NAMESPACE
"""

import select
import subprocess
import sys
import time

from ends import Device, Outside

outside_namespace, outside_name, inside_namespace, device_name, name, parking = sys.argv[1:7]


def link(namespace, *words):
    subprocess.run(["ip", "-n", namespace, "link", "set", name, *words], check=True)


outside, device = Outside(outside_namespace, outside_name), Device(inside_namespace, device_name)
link(inside_namespace, "down")
link(inside_namespace, "netns", parking)
time.sleep(0.5)
while select.select([device], [], [], 0)[0]:
    device.read()
link(parking, "netns", inside_namespace)
link(inside_namespace, "up")
begin = time.monotonic()
frame = b"\xff" * 6 + b"\x02\x00\x00\xbb\x00\x02\x88\xb5" + b"\x00" * 46
while True:
    elapsed = time.monotonic() - begin
    if elapsed > 5:
        sys.exit("No frame within 5 s.")
    try:
        outside.send(frame)
    except OSError:
        # Its far end is down as yet.
        pass
    if select.select([device], [], [], 0.001)[0] and device.read() == frame:
        break
print((time.monotonic() - begin) * 1000)
