import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curlOf } from "../../web/redfish/curl.ts";
import { ipmitoolOf } from "../../web/redfish/ipmitool.ts";
import { secret, withoutSecrets } from "../../web/redfish/requests.ts";
import { quoted } from "../../web/redfish/shell.ts";

const run = promisify(execFile);
const url = "https://bmc.example/redfish/v1/Systems/1";

/** What a real shell makes of it: the words of a command, each ended by a NUL byte. */
async function words(command: string, env: Record<string, string> = {}): Promise<readonly string[]> {
  const script = `show() { printf '%s\\0' "$@"; }\n${command}`;
  const { stdout } = await run("sh", ["-c", script], { env: { ...process.env, ...env } });
  return stdout.split("\0").slice(0, -1);
}

const shown = (command: string): string => command.replace(/^(IPMI_PASSWORD=\S+ )?(curl|ipmitool)/gm, "show");

const hostile = [
  "it's",
  "$(echo x)",
  "`echo x`",
  '"; echo x; "',
  "\\",
  "a\nb",
  "$HOME *",
  "-x",
  "{a,b}",
  "!!",
  "日本 ❤",
  "",
];

describe("a quoted word", () => {
  it.each(hostile)("%j reaches the program as it is", async word => {
    expect(await words(`show ${quoted(word)}`)).toEqual([word]);
  });

  it("is the same word to a shell, whatever is in it", async () => {
    const unit = fc.constantFrom(..."'\"\\$`!*?~#&;|<>(){}[]=\n\t ab-日❤");
    const texts = fc.sample(fc.string({ unit, maxLength: 30 }), 100);
    expect(await words(`show ${texts.map(quoted).join(" ")}`)).toEqual(texts);
  });
});

describe("a request as curl", () => {
  it.each(hostile)("carries %j in name and body unharmed", async text => {
    const command = curlOf({ method: "PATCH", body: { AssetTag: text } }, { userName: text, url });
    const [, , user, ...rest] = await words(shown(command), { BMC_PASSWORD: "p'w \"$x" }).then(all =>
      all.slice(1),
    );
    expect(user).toBe(`${text}:p'w "$x`);
    expect(JSON.parse(rest[rest.indexOf("--data-raw") + 1] ?? "")).toEqual({ AssetTag: text });
    expect(rest.at(-1)).toBe(url);
  });

  it("takes a new password from the shell, and does not hold it", async () => {
    const body = withoutSecrets({ UserName: "kim", Password: "hunter2", Nested: [{ AuthToken: "t0ken" }] });
    expect(JSON.stringify(body)).not.toMatch(/hunter2|t0ken/);
    expect(body).toMatchObject({ Password: secret });
    const command = curlOf({ method: "POST", body }, { userName: "admin", url });
    const sent = await words(shown(command), { NEW_PASSWORD: "from the shell" });
    expect(JSON.parse(sent[sent.indexOf("--data-raw") + 1] ?? "")).toEqual({
      UserName: "kim",
      Password: "from the shell",
      Nested: [{ AuthToken: "from the shell" }],
    });
  });

  it("is as short as can be for a read", () => {
    expect(curlOf({ method: "GET" }, { userName: "admin", url })).toBe(
      `curl -k -g -u admin:"$BMC_PASSWORD" ${url}`,
    );
  });
});

describe("a request as ipmitool", () => {
  const system = "redfish/v1/Systems/1";
  const account = "redfish/v1/AccountService/Accounts/3";
  const reset = `${system}/Actions/ComputerSystem.Reset`;
  const lan = "redfish/v1/Managers/1/EthernetInterfaces/1";
  const options = { userName: "admin", host: "[fd00::2]", port: 623, name: "CPU Temp" };
  const program = 'IPMI_PASSWORD="$BMC_PASSWORD" ipmitool -I lanplus -C 17 -H fd00::2 -U admin -E ';
  const of = (method: string, uri: string, body?: unknown) =>
    ipmitoolOf({ method, uri, body }, options)
      ?.split("\n")
      .map(line => line.replace(program, ""));

  it.each([
    ["POST", reset, { ResetType: "ForceOff" }, ["chassis power off"]],
    ["POST", reset, { ResetType: "GracefulShutdown" }, ["chassis power soft"]],
    [
      "PATCH",
      system,
      { Boot: { BootSourceOverrideEnabled: "Continuous", BootSourceOverrideTarget: "Pxe" } },
      ["chassis bootdev pxe options=persistent"],
    ],
    ["PATCH", system, { Boot: { BootSourceOverrideEnabled: "Disabled" } }, ["chassis bootdev none"]],
    ["PATCH", system, { LocationIndicatorActive: true }, ["chassis identify force"]],
    ["PATCH", system, { PowerRestorePolicy: "LastState" }, ["chassis policy previous"]],
    ["PATCH", system, { AssetTag: "rack 'B'" }, ["dcmi set_asset_tag 'rack '\\''B'\\'''"]],
    [
      "PATCH",
      "redfish/v1/Chassis/1/Sensors/CPUTemp",
      { Thresholds: { UpperCritical: { Reading: 85 }, UpperFatal: { Reading: 95.5 } } },
      ["sensor thresh 'CPU Temp' ucr 85", "sensor thresh 'CPU Temp' unr 95.5"],
    ],
    [
      "PATCH",
      account,
      { RoleId: "Operator", Enabled: false, Password: secret },
      ["user priv 3 3 1", "user disable 3", 'user set password 3 "$NEW_PASSWORD"'],
    ],
    ["POST", `${system}/LogServices/EventLog/Actions/LogService.ClearLog`, {}, ["sel clear"]],
    [
      "PATCH",
      lan,
      { IPv4StaticAddresses: [{ Address: "192.0.2.9", SubnetMask: "255.255.255.0" }] },
      ["lan set 1 ipsrc static", "lan set 1 ipaddr 192.0.2.9", "lan set 1 netmask 255.255.255.0"],
    ],
    ["GET", "redfish/v1/Chassis/1/Sensors?$expand=.", undefined, ["sdr elist"]],
  ])("%s %s %j", (method, uri, body, expected) => {
    expect(of(method, uri, body)).toEqual(expected);
  });

  it.each([
    [
      "the USB disk, which IPMI has no selector for",
      { Boot: { BootSourceOverrideEnabled: "Once", BootSourceOverrideTarget: "Usb" } },
    ],
    ["one part of what is asked", { LocationIndicatorActive: true, HostWatchdogTimer: {} }],
    ["an address to boot from", { Boot: { BootSourceOverrideTarget: "Pxe", HttpBootUri: "http://x" } }],
    ["the name of a property of every object", { constructor: 1 }],
    ["nothing", {}],
  ])("is not there for %s", (_, body) => {
    expect(of("PATCH", system, body)).toBeUndefined();
  });

  it("is not there for a power action of Redfish alone, and names a port of its own", () => {
    expect(of("POST", reset, { ResetType: "Pause" })).toBeUndefined();
    expect(of("POST", reset, { ResetType: "toString" })).toBeUndefined();
    const request = { method: "POST", uri: reset, body: { ResetType: "On" } };
    expect(ipmitoolOf(request, { ...options, port: 6230 })).toContain(" -H fd00::2 -p 6230 ");
  });
});
