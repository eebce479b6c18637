import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";
import type { Canned } from "./bare-https.ts";
import { cpuTime, median, ms, residentMegabytes, row } from "./measure.ts";
import { type Load, wrk } from "./wrk.ts";

const path = "/redfish/v1/Systems/1";
const rounds = 3;
const seconds = 4;
/** Of the load after which the resident memory must not have grown. */
const soakRequests = 200_000;

/** As `npm start` runs it. */
const asStarted = {
  NODE_OPTIONS: "--max-semi-space-size=4",
  NODE_COMPILE_CACHE: "node_modules/.compile-cache",
};

type Headers = Readonly<Record<string, string>>;

interface Server {
  readonly pid: number;
  readonly url: string;
}

interface Measured extends Load {
  /** Of the server, user and system, in microseconds. */
  readonly cpuPerRequest: number;
}

async function load({ pid, url }: Server, connections: number, headers: Headers): Promise<Measured> {
  const before = cpuTime(pid);
  const loaded = await wrk(url, connections, seconds, headers);
  return { ...loaded, cpuPerRequest: (cpuTime(pid) - before) / loaded.requests };
}

async function login(bmc: RunningBmc): Promise<string> {
  const credentials = JSON.stringify({ UserName: userName, Password: password });
  const { headers } = await bmc.curl("/redfish/v1/SessionService/Sessions", "--json", credentials);
  return /^x-auth-token: (\w+)/im.exec(headers)?.[1] ?? "";
}

/** A bare server in a process of its own, which answers with what the BMC has just answered. */
async function startBare(bmc: RunningBmc): Promise<{ server: Server; child: ChildProcess }> {
  const { headers, body } = await bmc.curl(path);
  const own = headers
    .split("\r\n")
    .slice(1)
    .map(line => line.split(/: (.*)/s, 2) as [string, string])
    .filter(([name]) => !/^(date|connection|keep-alive)$/i.test(name));
  const child = fork(new URL("./bare-https.ts", import.meta.url));
  child.send({ headers: own, body: JSON.stringify(body) } satisfies Canned);
  const [port] = await once(child, "message");
  return { child, server: { pid: child.pid ?? 0, url: `https://127.0.0.1:${port}${path}` } };
}

const middle = (loads: readonly Measured[], key: keyof Measured): number =>
  median(loads.map(each => each[key]));

function report(name: string, ours: readonly Measured[], bare: readonly Measured[]): void {
  const cells = (loads: readonly Measured[]): readonly string[] => [
    `${middle(loads, "perSecond").toFixed(0)} /s`,
    `p50 ${ms(middle(loads, "p50"))}`,
    `p99 ${ms(middle(loads, "p99"))}`,
    `${middle(loads, "cpuPerRequest").toFixed(0)} µs CPU`,
  ];
  const share = (100 * middle(ours, "perSecond")) / middle(bare, "perSecond");
  row(name, ...cells(ours), `${share.toFixed(0)} % of bare`);
  row("  bare node:https, same bytes", ...cells(bare));
}

async function soak(server: Server, headers: Headers): Promise<void> {
  const resident = [residentMegabytes(server.pid)];
  for (let requests = 0; requests < soakRequests; ) {
    requests += (await load(server, 32, headers)).requests;
    resident.push(residentMegabytes(server.pid));
  }
  const shown = resident.map(megabytes => megabytes.toFixed(0)).join(" ");
  row(`  resident MB over ${soakRequests} requests, 32 connections`, shown);
}

/**
 * GET of a System over HTTPS and connections that stay, beside a server that does nothing but send the same bytes,
 * in turns. The load comes from wrk, one thread of C, which takes far less of a core than what it asks.
 */
export async function benchRedfish(): Promise<void> {
  const bmc = await RunningBmc.start({ ...asStarted, POWER_ON_AT_START: "false" });
  // The first start fills the compile cache, which later ones have.
  await bmc.signal("SIGTERM");
  await bmc.launch();
  const server = { pid: bmc.pid, url: `${bmc.url}${path}` };
  row("resident memory of the BMC before any request", `${residentMegabytes(bmc.pid).toFixed(0)} MB`);
  const bare = await startBare(bmc);
  const basic: Headers = {
    authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`,
  };
  const token: Headers = { "x-auth-token": await login(bmc) };
  try {
    for (const [name, headers] of [["Basic", basic] as const, ["X-Auth-Token", token] as const]) {
      for (const connections of [1, 32]) {
        const [ours, theirs]: [Measured[], Measured[]] = [[], []];
        for (let round = 0; round <= rounds; round++) {
          const pair = [
            await load(server, connections, headers),
            await load(bare.server, connections, headers),
          ];
          // The first round warms up.
          if (round > 0) {
            ours.push(pair[0] as Measured);
            theirs.push(pair[1] as Measured);
          }
        }
        report(`GET Systems/1, ${name}, connections: ${connections}`, ours, theirs);
      }
    }
    await soak(server, basic);
  } finally {
    bare.child.kill();
    await bmc.close();
  }
}
