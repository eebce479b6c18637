import { execFile, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { freemem } from "node:os";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RackNodeState } from "../../server/web/messages.ts";
import { eventually } from "../support/eventually.ts";
import { Lab } from "../support/lab.ts";
import { password, userName } from "../support/running-bmc.ts";

const run = promisify(execFile);

/** Bytes that a BMC takes, without a guest. */
const perBmc = 200 * 1024 ** 2;
/** A lab of 32, or of as many as leave half of the free memory alone. */
const count = Math.max(3, Math.min(32, Math.floor(freemem() / 2 / perBmc)));

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.start(1);
}, 60_000);
afterAll(() => lab?.close());

/** Looks at the rack of the first node as its page does, from beside it: prints each message, sends each line. */
const looker = `
const { WebSocket } = require(process.argv[1]);
const socket = new WebSocket(process.argv[2], { headers: { cookie: process.argv[3] }, rejectUnauthorized: false });
socket.on("message", (data, isBinary) => { if (!isBinary) console.log(String(data)); });
require("node:readline").createInterface(process.stdin).on("line", line => socket.send(line)).on("close", () => socket.close());`;

async function look() {
  const login = JSON.stringify({ userName, password });
  const [ip = "", ...args] = lab.inside(0);
  const { stdout } = await run(ip, [...args, "curl", "-ksi", "--json", login, `${lab.url(0)}/login`]);
  const [, cookie = ""] = /set-cookie: ([^;]+)/i.exec(stdout) ?? [];
  const [, csrfToken = ""] = /"csrfToken":"(\w+)"/.exec(stdout) ?? [];
  const ws = createRequire(import.meta.url).resolve("ws");
  const url = `${lab.url(0).replace("https", "wss")}/ws/rack`;
  const child = spawn(ip, [...args, process.execPath, "-e", looker, ws, url, cookie]);
  const nodes = new Map<number, RackNodeState>();
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const message of lines.map(line => JSON.parse(line))) {
      if (message.type === "rack") nodes.clear();
      for (const node of message.nodes ?? (message.node?.id ? [message.node] : [])) nodes.set(node.id, node);
    }
  });
  return {
    nodes: () => [...nodes.values()],
    send: (request: object) => child.stdin.write(`${JSON.stringify(request)}\n`),
    async logOut() {
      const headers = ["-H", `Cookie: ${cookie}`, "-H", `X-CSRF-Token: ${csrfToken}`];
      await run(ip, [...args, "curl", "-ks", "-X", "POST", ...headers, `${lab.url(0)}/logout`]);
      child.kill();
    },
  };
}

const sessionsOf = async (index: number): Promise<number> => {
  const [ip = "", ...args] = lab.inside(index);
  const url = `${lab.url(index)}/redfish/v1/SessionService/Sessions`;
  const { stdout } = await run(ip, [...args, "curl", "-ks", "-u", `${userName}:${password}`, url]);
  return JSON.parse(stdout)["Members@odata.count"];
};

it("shows a node that is alone itself", async () => {
  const rack = await look();
  const alone = () => rack.nodes().length === 1 && rack.nodes()[0]?.powerState === "Off";
  await eventually(alone, 20, () => JSON.stringify(rack.nodes()));
  await rack.logOut();
});

it(`shows all nodes of a lab of up to 32 (now ${count}), signs in to all and out of all`, async () => {
  await lab.add(count - 1);
  const rack = await look();
  const shown = () =>
    JSON.stringify(rack.nodes().map(({ name, signIn, powerState }) => [name, signIn, powerState]));
  await eventually(() => rack.nodes().length === count, 60, shown);
  expect(rack.nodes().map(({ name }) => name)).toContain(`node${count}`);
  const others = rack.nodes().filter(({ isSelf }) => !isSelf);
  rack.send({ type: "signIn", nodes: others.map(({ id }) => id), userName, password });
  await eventually(() => rack.nodes().every(({ powerState }) => powerState === "Off"), 60, shown);
  expect(await sessionsOf(1)).toBe(1);
  await rack.logOut();
  const deadline = performance.now() + 20_000;
  while ((await sessionsOf(1)) > 0) expect(performance.now()).toBeLessThan(deadline);
}, 600_000);
