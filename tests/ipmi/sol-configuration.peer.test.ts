import { expect, it } from "vitest";
import { ipmiPeers } from "./support/peer.ts";

const settings = [
  ["enabled true", /^Enabled +: true$/m],
  ["enabled false", /^Enabled +: false$/m],
  ["privilege-level user", /^Privilege Level +: USER$/m],
  ["privilege-level admin", /^Privilege Level +: ADMINISTRATOR$/m],
  ["volatile-bit-rate 115.2", /^Volatile Bit Rate \(kbps\) +: 115.2$/m],
  ["volatile-bit-rate 9.6", /^Volatile Bit Rate \(kbps\) +: 9.6$/m],
  ["non-volatile-bit-rate 115.2", /^Non-Volatile Bit Rate \(kbps\) +: 115.2$/m],
  ["non-volatile-bit-rate serial", /^Non-Volatile Bit Rate \(kbps\) +: IPMI-Over-Serial-Setting$/m],
  ["character-accumulate-level 5", /^Character Accumulate Level \(ms\) +: 25$/m],
  ["character-send-threshold 60", /^Character Send Threshold +: 60$/m],
  ["retry-count 7", /^Retry Count +: 7$/m],
  ["retry-interval 50", /^Retry Interval \(ms\) +: 500$/m],
  ["force-encryption true", /^Force Encryption +: true$/m],
  ["force-encryption false", /^Force Encryption +: false$/m],
  ["force-authentication true", /^Force Authentication +: true$/m],
  ["set-in-progress set-complete", /^Set in progress +: set-complete$/m],
] as const;

it("takes everything that ipmitool sol set can say, and shows it in sol info", async () => {
  const { ipmitool, port } = await ipmiPeers();
  for (const [setting, shown] of settings) {
    expect(await ipmitool(`-C 17 sol set ${setting} 1`)).toEqual({ output: "", code: 0 });
    const { output, code } = await ipmitool("-C 17 sol info 1");
    expect(code).toBe(0);
    expect(output).toMatch(shown);
  }
  const { output } = await ipmitool("-C 17 sol info 1");
  expect(output).toMatch(/^Payload Channel +: 1 \(0x01\)$/m);
  expect(output).toMatch(new RegExp(`^Payload Port +: ${port}$`, "m"));
}, 60_000);

it("is configured by ipmi-config as a whole", async () => {
  const { freeipmi } = await ipmiPeers();
  const commit = [
    "SOL_Conf:Enable_SOL=Yes",
    "SOL_Conf:SOL_Privilege_Level=Administrator",
    "SOL_Conf:Force_SOL_Payload_Encryption=Yes",
    "SOL_Conf:Character_Accumulate_Interval=4",
    "SOL_Conf:Character_Send_Threshold=100",
    "SOL_Conf:SOL_Retry_Count=3",
    "SOL_Conf:SOL_Retry_Interval=20",
    "SOL_Conf:Non_Volatile_Bit_Rate=57600",
    "SOL_Conf:Volatile_Bit_Rate=38400",
  ];
  const pairs = commit.map(pair => `--key-pair=${pair}`).join(" ");
  expect(await freeipmi("ipmi-config", `--category=core --commit ${pairs}`)).toEqual({ output: "", code: 0 });
  const { output, code } = await freeipmi("ipmi-config", "--category=core --checkout --section=SOL_Conf");
  expect(code).toBe(0);
  for (const pair of commit) {
    const [key = "", value = ""] = pair.replace("SOL_Conf:", "").split("=");
    expect(output).toMatch(new RegExp(`^\\s*${key}\\s+${value}$`, "m"));
  }
}, 60_000);

it("tells consoles the port under which they reach it, where ports are mapped", async () => {
  const { ipmitool, server, port } = await ipmiPeers({ way: { loss: 0, seed: 1 } });
  expect(port).not.toBe(server.port);
  expect((await ipmitool("-C 17 sol info 1")).output).toMatch(new RegExp(`^Payload Port +: ${port}$`, "m"));
}, 30_000);
