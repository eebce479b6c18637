import type { SerialLine } from "../../console/serial-line.ts";
import { Misfit } from "../layout/misfit.ts";
import { PayloadType } from "../session/header.ts";
import type { Session } from "../session/session.ts";
import { SolConnection } from "./sol-connection.ts";
import { deactivatingPacket, noSequence, packetFromConsole } from "./sol-packet.ts";

const send = (session: Session, payload: Buffer): void =>
  session.peer.send(session.wrap(PayloadType.sol, payload));

/** The one instance of the SOL payload: which session has it, and its connection to the serial line. */
export class SerialOverLan {
  /** The number of the only instance there is. */
  readonly instance = 1;
  readonly #line: SerialLine;
  readonly #port: () => number;
  #active: { readonly owner: Session; readonly connection: SolConnection } | undefined;

  /** @param port where remote consoles reach this BMC, as they see it */
  constructor(line: SerialLine, port: () => number) {
    this.#line = line;
    this.#port = port;
  }

  get port(): number {
    return this.#port();
  }

  get owner(): Session | undefined {
    return this.#active?.owner;
  }

  /** @returns false when another session has it */
  activate(session: Session): boolean {
    if (this.#active) return this.#active.owner === session;
    const connection = new SolConnection(this.#line, payload => send(session, payload));
    this.#active = { owner: session, connection };
    return true;
  }

  /** Ends the connection and tells its remote console, unless that has asked for it. */
  deactivate(by?: Session): void {
    if (!this.#active) return;
    const { owner, connection } = this.#active;
    this.#active = undefined;
    connection.close();
    if (owner !== by) send(owner, deactivatingPacket);
  }

  sessionEnded(session: Session): void {
    if (this.owner === session) this.deactivate();
  }

  receive(session: Session, payload: Buffer): void {
    if (this.#active?.owner === session) {
      this.#active.connection.receive(payload);
      return;
    }
    const packet = packetFromConsole.decode(payload);
    const wantsAnswer = !(packet instanceof Misfit) && packet.packet.sequence !== noSequence;
    if (wantsAnswer) send(session, deactivatingPacket);
  }
}
