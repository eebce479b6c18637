import { eventually } from "../support/eventually.ts";
import type { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const system = "/redfish/v1/Systems/1";

/** What a guest that somebody uses shows: on its screen, and on its serial line. */
const onScreen = [
  "exec > /dev/tty1",
  "printf '\\033[2J\\033[H\\033[?25l'",
  "echo; cat /etc/issue | head -1; echo",
  "uname -srm; echo; free; echo; df -h /; echo",
  "ip -brief address 2> /dev/null || ip address",
  "echo; top -b -n 1 | head -12",
  "exec > /dev/ttyS0",
].join("; ");
const onSerial = ["cat /proc/version", "lsmod | head -8", "dmesg | tail -6", "ls /dev/ipmi* /dev/vd*"];

async function useGuest(bmc: RunningBmc): Promise<void> {
  const viewer = await SerialViewer.open(bmc);
  await viewer.login();
  await viewer.run(onScreen);
  viewer.type("clear\r");
  for (const command of onSerial) viewer.type(`${command}\r`);
  await viewer.run("true");
  viewer.type("clear\r");
  for (const command of onSerial) {
    const from = viewer.seen.length;
    viewer.type(`${command}\r`);
    await viewer.shows("~ # ", 20, from);
  }
  viewer.close();
}

/** Users, a log with something in it, an image in the drive: what a machine has that is not new. */
export async function enliven(bmc: RunningBmc, imageUrl: string): Promise<void> {
  await bmc.guestPrints("login:");
  await bmc.addUser("lab", "Operator");
  await bmc.addUser("auditor", "ReadOnly");
  await bmc.patch(`${system}`, { AssetTag: "LAB-0042" });
  await bmc.curl(system, "-u", "guest:guess");
  await bmc.ipmitool("sensor", "thresh", "MBTemp", "upper", "12", "70", "120");
  const insert = `${system}/VirtualMedia/Cd1/Actions/VirtualMedia.InsertMedia`;
  await bmc.curl(insert, "--json", JSON.stringify({ Image: imageUrl }));
  await bmc.ipmitool("chassis", "bootdev", "disk");
  const from = bmc.serialLog.length;
  await bmc.reset("ForceRestart");
  await bmc.guestPrints("login:", from);
  await bmc.ipmitool("chassis", "bootdev", "none");
  await bmc.ipmitool("sensor", "thresh", "MBTemp", "upper", "85", "105", "120");
  await useGuest(bmc);
  await eventually(
    () => bmc.serialLog.includes("/dev/vda"),
    10,
    () => bmc.serialLog.slice(-500),
  );
}
