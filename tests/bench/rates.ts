import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { RemoteConsole } from "../ipmi/support/remote-console.ts";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";
import { median, percentile, row } from "./measure.ts";

const commands = 10_000;
const requests = 5000;

/** Seconds of warming up are part of no figure: the first tenth is left out. */
const settled = (times: readonly number[]): readonly number[] => times.slice(times.length / 10);

function report(name: string, times: readonly number[]): void {
  const kept = settled(times);
  const rate = 1_000_000 / (kept.reduce((sum, time) => sum + time, 0) / kept.length);
  const [p50, p99] = [median(kept), percentile(kept, 0.99)];
  row(name, `${rate.toFixed(0)} /s`, `p50 ${p50.toFixed(0)} µs`, `p99 ${p99.toFixed(0)} µs`);
}

type Ask = (datagram: Buffer) => Promise<Buffer>;

/** The remote console expects answers at once, so each step shows its datagram first and is taken again with the answer. */
async function logIn(ask: Ask): Promise<RemoteConsole> {
  const answers = new Map<string, Buffer>();
  let unanswered = Buffer.alloc(0);
  const console = new RemoteConsole(
    {
      receive(datagram, peer) {
        const answer = answers.get(datagram.toString("hex"));
        if (answer) peer.send(answer);
        else unanswered = Buffer.from(datagram);
      },
    },
    { user: userName, password, port: 0 },
  );
  for (const step of [() => console.open(), () => console.rakp1(), () => console.rakp3()]) {
    try {
      step();
    } catch {
      answers.set(unanswered.toString("hex"), await ask(unanswered));
    }
    step();
  }
  return console;
}

/** One command after the other in one session, each sent when the answer to the last has come. */
async function chassisStatus(bmc: RunningBmc): Promise<readonly number[]> {
  const socket = createSocket("udp4");
  socket.connect(bmc.ipmiPort, "127.0.0.1");
  await once(socket, "connect");
  const answers: Buffer[] = [];
  let arrived = () => {};
  socket.on("message", datagram => {
    answers.push(datagram);
    arrived();
  });
  const ask: Ask = async datagram => {
    const answer = new Promise<void>(resolve => {
      arrived = resolve;
    });
    socket.send(datagram);
    await answer;
    return answers.pop() as Buffer;
  };
  const console = await logIn(ask);
  const times: number[] = [];
  for (let n = 0; n < commands; n++) {
    const datagram = console.packet(console.request(0x00, 0x01));
    const begun = performance.now();
    await ask(datagram);
    times.push((performance.now() - begun) * 1000);
  }
  const [completionCode] = console.answer(await ask(console.packet(console.request(0x00, 0x01))));
  if (completionCode !== 0) throw new Error(`Get Chassis Status: completion code ${completionCode}`);
  socket.close();
  return times;
}

async function getSystem(bmc: RunningBmc): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const auth = `${userName}:${password}`;
  const times: number[] = [];
  for (let n = 0; n < requests; n++) {
    const begun = performance.now();
    await new Promise<void>((resolve, reject) => {
      request(`${bmc.url}/redfish/v1/Systems/1`, { agent, auth }, response => {
        response.resume().once("end", resolve);
      })
        .once("error", reject)
        .end();
    });
    times.push((performance.now() - begun) * 1000);
  }
  agent.destroy();
  return times;
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1")) ?? [];
  return Number(kilobytes) / 1024;
}

/** What one client gets when it asks as fast as it can, and what the BMC weighs. */
export async function benchRates(): Promise<void> {
  const bmc = await RunningBmc.start();
  try {
    await bmc.guestPrints("login:");
    row("idle resident memory of the BMC, guest running", `${residentMegabytes(bmc.pid).toFixed(0)} MB`);
    report("chassis status, one session, one outstanding", await chassisStatus(bmc));
    report("GET Systems/1, HTTPS keep-alive, Basic", await getSystem(bmc));
    row("resident memory after that", `${residentMegabytes(bmc.pid).toFixed(0)} MB`);
  } finally {
    await bmc.close();
  }
}
