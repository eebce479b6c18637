import { type Door, IpmiSession } from "./ipmi-session.ts";

/** What a process of this file does to a BMC. */
export type Load =
  | { readonly kind: "set-ups"; readonly count: number }
  | {
      readonly kind: "commands";
      readonly command: CommandName;
      readonly sessions: number;
      readonly count: number;
    };

export interface Loaded {
  /** Of all of it, without what only prepares it. */
  readonly seconds: number;
  /** From request to answer, each, in microseconds. */
  readonly times: readonly number[];
}

const commands = {
  "Get Device ID": [0x06, 0x01],
  "Get Chassis Status": [0x00, 0x01],
} as const;
export type CommandName = keyof typeof commands;

/** Nothing answers this late: something was lost. */
const silence = 5000;
/** How many requests of a session are signed ahead: signing is the client's business and part of no figure. */
const batch = 500;

async function setUps(door: Door, count: number): Promise<Loaded> {
  const times: number[] = [];
  const begun = performance.now();
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    await (await IpmiSession.open(door)).end();
    times.push((performance.now() - start) * 1000);
  }
  return { seconds: (performance.now() - begun) / 1000, times };
}

/** Every session asks as soon as it has its answer. */
function exhaust(session: IpmiSession, datagrams: readonly Buffer[], times: number[]): Promise<void> {
  return new Promise(resolve => {
    let next = 0;
    let sent = 0;
    const ask = (): void => {
      const datagram = datagrams[next++];
      sent = performance.now();
      if (datagram) session.send(datagram, arrived);
      else resolve();
    };
    const arrived = (): void => {
      times.push((performance.now() - sent) * 1000);
      ask();
    };
    ask();
  });
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("An answer is missing.")), silence);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function ask(door: Door, name: CommandName, sessionCount: number, count: number): Promise<Loaded> {
  const [netFn, cmd] = commands[name];
  const sessions: IpmiSession[] = [];
  for (let n = 0; n < sessionCount; n++) sessions.push(await IpmiSession.open(door));
  const times: number[] = [];
  let seconds = 0;
  for (let left = Math.ceil(count / sessionCount); left > 0; left -= batch) {
    const length = Math.min(batch, left);
    const prepared = sessions.map(session => Array.from({ length }, () => session.datagram(netFn, cmd)));
    const begun = performance.now();
    await inTime(Promise.all(sessions.map((session, n) => exhaust(session, prepared[n] ?? [], times))));
    seconds += (performance.now() - begun) / 1000;
  }
  for (const session of sessions) {
    await session.command(netFn, cmd);
    await session.end();
  }
  return { seconds, times };
}

process.once("message", async ({ door, load }: { door: Door; load: Load }) => {
  const loaded =
    load.kind === "set-ups"
      ? await setUps(door, load.count)
      : await ask(door, load.command, load.sessions, load.count);
  process.send?.(loaded, () => process.disconnect?.());
});
