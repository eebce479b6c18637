import { expect, it } from "vitest";
import { identity } from "./support/ipmi-under-test.ts";
import { ipmiPeers } from "./support/peer.ts";

it.each(["-I 3", "-I 17", "-I 17 -W opensesspriv"])("switches power with ipmipower %s", async options => {
  const { freeipmi, hypervisor } = await ipmiPeers({ on: false });
  const ipmipower = async (action: string) =>
    (await freeipmi("ipmipower", `${options} ${action}`, "operator")).output;
  expect(await ipmipower("--stat")).toBe("127.0.0.1: off\n");
  expect(await ipmipower("--on")).toBe("127.0.0.1: ok\n");
  expect(await ipmipower("--stat")).toBe("127.0.0.1: on\n");
  expect(await ipmipower("--reset")).toBe("127.0.0.1: ok\n");
  expect(await ipmipower("--soft")).toBe("127.0.0.1: ok\n");
  await expect.poll(() => hypervisor.status).toBe("absent");
  expect(await ipmipower("--cycle --on-if-off")).toBe("127.0.0.1: ok\n");
  expect(await ipmipower("--cycle")).toBe("127.0.0.1: ok\n");
  await expect.poll(() => hypervisor.calls.filter(it => it === "start"), { timeout: 5000 }).toHaveLength(3);
  expect(await ipmipower("--off")).toBe("127.0.0.1: ok\n");
  expect(await ipmipower("--stat")).toBe("127.0.0.1: off\n");
  expect(hypervisor.calls.filter(it => it === "reset")).toHaveLength(1);
});

it("tells a wrong password and a level that is too high", async () => {
  const { freeipmi } = await ipmiPeers();
  const status = async (options: string, user: string) =>
    (await freeipmi("ipmi-chassis", `--get-chassis-status ${options}`, user)).output;
  expect(await status("-p wrong", "admin")).toContain("password invalid");
  expect(await status("", "nobody")).toContain("password invalid");
  expect(await status("-l ADMIN", "operator")).toContain("privilege level cannot be obtained");
});

it("shows the chassis", async () => {
  const { freeipmi } = await ipmiPeers();
  const status = await freeipmi("ipmi-chassis", "--get-chassis-status");
  expect(status.code).toBe(0);
  expect(status.output).toMatch(/System Power +: on\n/);
  expect((await freeipmi("ipmi-chassis", "--get-chassis-capabilities")).code).toBe(0);
});

it("shows the BMC", async () => {
  const { freeipmi } = await ipmiPeers();
  const { output, code } = await freeipmi("bmc-info", "-l ADMIN");
  expect(code).toBe(0);
  expect(output).toMatch(/Firmware Revision +: 1\.12\n/);
  expect(output).toContain(`Device GUID : ${identity.bmcUuid}`);
  expect(output).toContain(`System GUID : ${identity.uuid}`);
});

it("sets boot flags key by key", async () => {
  const { freeipmi, machine } = await ipmiPeers({ on: false });
  const keys = ["Boot_Flags_Persistent=Yes", "BIOS_Boot_Type=EFI", "Boot_Device=PXE"];
  const options = keys.map(key => `-e Chassis_Boot_Flags:${key}`).join(" ");
  const commit = await freeipmi(
    "ipmi-config",
    `-l OPERATOR --category=chassis --commit ${options}`,
    "operator",
  );
  expect(commit).toEqual({ output: "", code: 0 });
  expect(machine.bootOverride).toEqual({ enabled: "continuous", target: "pxe", mode: "uefi" });
});
