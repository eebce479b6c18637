import { serialSessions } from "../../bmc/serial-sessions.ts";
import type { SerialLine } from "../../console/serial-line.ts";
import { Misfit } from "../layout/misfit.ts";
import { farewellPong } from "../rmcp/presence.ts";
import { PayloadType } from "../session/header.ts";
import type { Session } from "../session/session.ts";
import type { SolConfiguration } from "./sol-configuration.ts";
import { SolConnection } from "./sol-connection.ts";
import { deactivatingPacket, noSequence, packetFromConsole } from "./sol-packet.ts";

const send = (session: Session, payload: Buffer): void =>
  session.peer.send(session.wrap(PayloadType.sol, payload));

/** One active instance of the SOL payload. */
export interface SolActivation {
  readonly instance: number;
  readonly owner: Session;
  readonly connection: SolConnection;
}

export interface SerialOverLanParts {
  readonly line: SerialLine;
  readonly configuration: SolConfiguration;
  /** Where remote consoles reach this BMC, as they see it. */
  readonly port: () => number;
}

/**
 * The instances of the SOL payload: which session has which, and its connection to the serial line. All see
 * the same line. Clients ask for instance 1 unless told otherwise, and so find it taken by one another.
 */
export class SerialOverLan {
  /** Instances are numbered from 1 to this. */
  readonly capacity = serialSessions;
  readonly configuration: SolConfiguration;
  readonly #line: SerialLine;
  readonly #port: () => number;
  readonly #byInstance = new Map<number, SolActivation>();
  /** SOL packets do not name their instance, so a session has no more than one. */
  readonly #bySession = new Map<Session, SolActivation>();

  constructor({ line, configuration, port }: SerialOverLanParts) {
    this.#line = line;
    this.configuration = configuration;
    this.#port = port;
  }

  get port(): number {
    return this.#port();
  }

  get activations(): Iterable<SolActivation> {
    return this.#byInstance.values();
  }

  find(instance: number): SolActivation | undefined {
    return this.#byInstance.get(instance);
  }

  /** The one that this session has. */
  of(session: Session): SolActivation | undefined {
    return this.#bySession.get(session);
  }

  /** For an instance that is free and a session that has none. */
  activate(instance: number, owner: Session): void {
    const connection = new SolConnection({
      line: this.#line,
      settings: () => this.configuration.value,
      send: payload => send(owner, payload),
    });
    const activation: SolActivation = { instance, owner, connection };
    this.#byInstance.set(instance, activation);
    this.#bySession.set(owner, activation);
  }

  /** Ends the connection and tells its remote console, unless that has asked for it. */
  deactivate({ instance, owner, connection }: SolActivation, by?: Session): void {
    this.#byInstance.delete(instance);
    this.#bySession.delete(owner);
    connection.close();
    if (owner !== by) {
      send(owner, deactivatingPacket);
      owner.peer.send(farewellPong);
    }
    owner.unencrypted.delete(PayloadType.sol);
  }

  sessionEnded(session: Session): void {
    const activation = this.#bySession.get(session);
    if (activation) this.deactivate(activation);
  }

  receive(session: Session, payload: Buffer): void {
    const activation = this.#bySession.get(session);
    if (activation) {
      activation.connection.receive(payload);
      return;
    }
    const packet = packetFromConsole.decode(payload);
    const wantsAnswer = !(packet instanceof Misfit) && packet.packet.sequence !== noSequence;
    if (wantsAnswer) send(session, deactivatingPacket);
  }
}
