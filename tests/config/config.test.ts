import { expect, it } from "vitest";
import { ConfigError, readConfig } from "../../server/config/config.ts";
import { variables } from "../../server/config/variables.ts";

it("has the documented defaults", () => {
  expect(readConfig({})).toMatchObject({
    VM_MEMORY: 2048,
    VM_CPUS: 2,
    VM_DISK: "/vm/disk.qcow2",
    VM_NETWORKS: "eth2",
    IPMI_USER: "admin",
    IPMI_PASS: "password",
    IPMI_INTERFACE: "eth1",
    ENABLE_KVM: true,
    VNC_PORT: 5900,
    DEBUG: false,
  });
});

it("takes an empty value for none", () => {
  expect(readConfig({ VM_MEMORY: "", ENABLE_KVM: "" })).toMatchObject({ VM_MEMORY: 2048, ENABLE_KVM: true });
});

it("keeps a password that looks like a number or a truth value as text", () => {
  expect(readConfig({ IPMI_PASS: "1234" }).IPMI_PASS).toBe("1234");
  expect(readConfig({ IPMI_PASS: "true" }).IPMI_PASS).toBe("true");
});

const wrong: readonly (readonly [string, string])[] = [
  ["VM_MEMORY", "2G"],
  ["VM_MEMORY", "12"],
  ["VM_CPUS", "0"],
  ["VM_DISK_SIZE", "20GB"],
  ["VM_ARCH", "arm64"],
  ["VM_BOOT_MODE", "efi"],
  ["VM_BOOT_MENU_TIMEOUT", "-1"],
  ["VM_BOOT_MENU_TIMEOUT", "65536"],
  ["VM_DISKS", "/a.img,,/b.img"],
  ["VM_DISKS", "/a.img:"],
  ["VM_DISKS", ":20G"],
  ["VM_DISKS", "/a.img:20GB"],
  ["VM_DISKS", "/a.img,/a.img:1G"],
  ["VM_DISKS", "/1,/2,/3,/4,/5,/6,/7"],
  ["VM_TPM", "2.0"],
  ["SYSTEM_UUID", "1234"],
  ["SYSTEM_UUID", "00000000-0000-0000-0000-000000000000"],
  ["SYSTEM_UUID", "ffffffff-ffff-ffff-ffff-FFFFFFFFFFFF"],
  ["SYSTEM_SERIAL", "Nr. €1"],
  ["SYSTEM_ASSET_TAG", "x".repeat(64)],
  ["VM_NETWORKS", "eth2,,eth3"],
  ["VM_NETWORKS", "eth2,eth2"],
  ["VM_NETWORKS", "an-interface-of-16"],
  ["VM_NETWORKS", Array.from({ length: 25 }, (_, n) => `eth${n}`).join(",")],
  ["VM_NETWORK_MODE", "nat"],
  ["VM_NETWORK_DOWN_WHEN_OFF", "maybe"],
  ["VM_MACS", "52:54:00:00:00"],
  ["VM_MACS", "53:54:00:00:00:01"],
  ["VM_MACS", "52:54:00:00:00:01,52:54:00:00:00:01"],
  ["CLAB_INTFS", "many"],
  ["ENABLE_KVM", "yes"],
  ["IPMI_USER", "two words"],
  ["IPMI_PASS", "123456789012345678901"],
  ["IPMI_CIPHER_SUITES", "0"],
  ["IPMI_CIPHER_SUITES", "17,3,0"],
  ["IPMI_CIPHER_SUITES", "17,6"],
  ["IPMI_CIPHER_SUITES", "17;3"],
  ["IPMI_KG", "a key of more than 20"],
  ["IPMI_KG", "0x123"],
  ["IPMI_KG", "0xkey"],
  ["IPMI_LAN_15", "on"],
  ["IPMI_PORT", "70000"],
  ["VNC_PORT", "80"],
  ["QMP_OFF", "pause"],
  ["SSH_PORT", "70000"],
  ["SSH_PORT", "off"],
  ["METRICS", "true"],
  ["VM_MACS", `${",".repeat(24)}52:54:00:00:00:01`],
  ["IPMI_INTERFACE", "eth0, eth1"],
  ["WEB_PORT", "0"],
  ["WEB_TLS", "off"],
  ["REDFISH_DEPRECATED", "no"],
  ["SSDP", "1"],
  ["POWER_ON_AT_START", "always"],
  ["SHUTDOWN_TIMEOUT", "0"],
  ["SHUTDOWN_TIMEOUT", "2m"],
  ["SHUTDOWN_ON_EXIT", "yes"],
  ["STOP_TIMEOUT", "-1"],
  ["SESSION_TIMEOUT", "29"],
  ["SOL_ADVERTISED_PORT", "65536"],
  ["RUN_DIR", "run"],
  ["QEMU_USER", "root:root"],
  ["LOG_FORMAT", "xml"],
  ["DEBUG", "2"],
  ["QEMU_MEMORY", "2G"],
  ["QEMU_SMP", "0"],
];
for (const [name, value] of wrong) {
  it(`refuses ${name}=${value} in one line that names it`, () => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: [^\n]+$`));
  });
}

/** Of these only what they name can be wrong. */
const takeAnyText = [
  ...[
    "VM_DISK",
    "VM_CDROM",
    "VM_CLOUD_INIT",
    "GUEST_IMAGE",
    "VM_OVMF_CODE",
    "VM_OVMF_VARS",
    "QEMU_EXTRA_ARGS",
  ],
  ...["VNC_PASSWORD", "STATE_DIR", "QMP_SOCK", "SERIAL_SOCK", "VNC_SOCK"],
];
it("refuses some value of every variable, but for those that take any text", () => {
  const refusing = wrong.map(([name]) => name);
  expect(Object.keys(variables).filter(name => !refusing.includes(name))).toEqual(takeAnyText);
});

it.each([
  ["QEMU_MEMORY", "512", "VM_MEMORY"],
  ["QEMU_SMP", "3", "VM_CPUS"],
] as const)("takes %s, and rather its own name for it where both are set", (alias, value, name) => {
  expect(readConfig({ [alias]: value })[name]).toBe(Number(value));
  expect(readConfig({ [alias]: value, [name]: "128" })[name]).toBe(128);
});

it.each([
  ["VM_DISK_SIZE", "20GB", "must be a number of bytes, or one with K, M, G or T behind it"],
  ["VM_BOOT_MODE", "efi", "must be one of bios, uefi"],
  ["ENABLE_KVM", "yes", "must be true or false"],
  ["VNC_PORT", "80", "must be 0 or a port from 5900 on"],
  ["CLAB_INTFS", "many", "must be integer"],
  ["IPMI_USER", "two words", "must be 1 to 16 ASCII characters without blanks"],
  ["RUN_DIR", "run", "must be an absolute path"],
  ["QEMU_USER", "root:root", "must be the name of a user of the system"],
])("says of %s=%s what it may be", (name, value, problem) => {
  expect(() => readConfig({ [name]: value })).toThrow(`"${value}" is not possible: ${problem}.`);
});

it("says which cipher suites there may be", () => {
  expect(() => readConfig({ IPMI_CIPHER_SUITES: "0" })).toThrow(
    'IPMI_CIPHER_SUITES: "0" is not possible: must be a comma list of 17, 3, 8, 16, 2, 15 and 1',
  );
  expect(readConfig({ IPMI_CIPHER_SUITES: "3" }).IPMI_CIPHER_SUITES).toBe("3");
});

it("takes the BMC's key as text or as hexadecimal digits", () => {
  for (const key of ["", "1234", "0x00ff", "twenty characters ok"]) {
    expect(readConfig({ IPMI_KG: key }).IPMI_KG).toBe(key);
  }
});

it("does not repeat a password in its message", () => {
  const secret = "a-very-long-secret-indeed";
  expect(() => readConfig({ IPMI_KG: secret })).toThrow(/^IPMI_KG: (?!.*a-very)/);
  expect(() => readConfig({ IPMI_PASS: secret })).toThrow(expect.not.stringContaining(secret));
  expect(() => readConfig({ IPMI_PASS: secret })).toThrow(/^IPMI_PASS: (?!.*a-very)/);
});
