import type { SolSettings } from "../../../server/ipmi/sol/sol-configuration.ts";
import { SolConnection } from "../../../server/ipmi/sol/sol-connection.ts";
import { FakeSerialLine } from "../../support/fake-serial-line.ts";

interface Sent {
  readonly sequence: number;
  readonly acknowledged: number;
  readonly accepted: number;
  readonly status: number;
  readonly text: string;
}

const defaults: SolSettings = {
  enabled: true,
  forceEncryption: true,
  privilege: 3,
  accumulateInterval: 1,
  sendThreshold: 255,
  retryCount: 7,
  retryInterval: 25,
  bitRate: "115200",
};

/** A connection between a serial line and a console that the test is. `sent` gathers what the console gets. */
export function solConnection(line = new FakeSerialLine(), changed: Partial<SolSettings> = {}) {
  const sent: Sent[] = [];
  const send = (payload: Buffer) => {
    const [sequence, acknowledged, accepted, status] = [...payload] as [number, number, number, number];
    sent.push({ sequence, acknowledged, accepted, status, text: payload.toString("latin1", 4) });
  };
  const settings = { ...defaults, ...changed };
  const connection = new SolConnection({ line, settings: () => settings, send });
  const receive = (sequence: number, acknowledged: number, accepted: number, operation = 0, text = "") =>
    connection.receive(
      Buffer.concat([Buffer.from([sequence, acknowledged, accepted, operation]), Buffer.from(text)]),
    );
  /** Takes everything that was sent last. */
  const acknowledge = () => {
    const last = sent.at(-1) as Sent;
    receive(0, last.sequence, last.text.length);
  };
  return { line, sent, connection, receive, acknowledge };
}
