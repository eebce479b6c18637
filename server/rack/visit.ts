import { setTimeout as sleep } from "node:timers/promises";
import { PeerRefusal } from "./peer-errors.ts";
import type { Trust } from "./pins.ts";
import type { Rack } from "./rack.ts";
import { isSilent, type RackNode } from "./rack-node.ts";
import type { PeerSession, PeerSystem } from "./redfish-peer.ts";
import { problemOf, SignIn, type SignInProblem } from "./sign-in.ts";

/** Milliseconds between two looks at a node: while somebody watches, just after something was switched, and otherwise. */
const pace = 4_000;
const quickPace = 1_000;
/** So long a session on another BMC does not lie idle, nor does its end stay unknown. */
const slowPace = 60_000;
const quickTime = 20_000;
/** One that does not answer takes its time for that. */
const deafPace = 15_000;

/** What a visit needs of the rack. */
export type Visited = Pick<Rack, "nodes" | "find" | "trust" | "pins" | "turns" | "watch">;

/** How it is with a node for one visitor. */
export interface NodeState {
  readonly node: RackNode;
  readonly trust: Trust;
  readonly isReachable: boolean;
  readonly signIn: "out" | "busy" | "in" | SignInProblem;
  readonly userName?: string;
  readonly mayControl: boolean;
  readonly system?: PeerSystem;
}

export interface VisitListener {
  readonly onNodes: () => void;
  readonly onNode: (id: number) => void;
  readonly onPicture: (id: number, png: Buffer | undefined) => void;
}

export type ResetOutcome =
  | { readonly done: true }
  | { readonly done: false; readonly status: number; readonly text: string };

/** What one visitor has of one node. */
interface Desk {
  state: "busy" | "in" | SignInProblem;
  signIn?: SignIn;
  isReachable: boolean;
  timer?: NodeJS.Timeout;
  quickUntil: number;
}

/** The sign-ins of one session of the page. It holds tokens, no passwords, and ends with the session. */
export class Visit {
  readonly #rack: Visited;
  readonly #desks = new Map<number, Desk>();
  readonly #listeners = new Set<VisitListener>();
  #unwatch: (() => void) | undefined;
  #isOver = false;

  /** @param own makes a session of the visitor's on this BMC itself */
  constructor(rack: Visited, own: { readonly userName: string; readonly open: () => PeerSession }) {
    this.#rack = rack;
    const self = rack.nodes.find(({ isSelf }) => isSelf);
    if (self) void this.#enter(self, () => SignIn.over(self, own.open(), own.userName));
  }

  get states(): readonly NodeState[] {
    return this.#rack.nodes.map(node => this.#stateOf(node));
  }

  state(id: number): NodeState | undefined {
    const node = this.#rack.find(id);
    return node && this.#stateOf(node);
  }

  /** The pictures that are here, of nodes that are there. */
  *pictures(): Iterable<{ readonly id: number; readonly png: Buffer }> {
    for (const [id, { signIn }] of this.#desks) if (signIn?.picture) yield { id, png: signIn.picture.png };
  }

  /** Somebody watches, until what it gives is called. */
  watch(listener: VisitListener): () => void {
    this.#listeners.add(listener);
    this.#unwatch ??= this.#rack.watch(() => this.#nodesChanged());
    for (const id of this.#desks.keys()) this.#lookSoon(id, 0);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#unwatch?.();
      this.#unwatch = undefined;
    };
  }

  /** Tries the password where nobody is signed in yet, and where the certificate is not another one than before. */
  async signIn(ids: readonly number[], userName: string, password: string): Promise<void> {
    await Promise.all(
      ids.map(async id => {
        const node = this.#rack.find(id);
        const { state } = this.#desks.get(id) ?? {};
        if (!node || node.isSelf || state === "in" || state === "busy") return;
        await this.#enter(node, async () => {
          const signIn = await SignIn.open(node, userName, password);
          this.#rack.pins.pin(node.uuid, node.fingerprint);
          return signIn;
        });
      }),
    );
  }

  /** Takes the certificate that a node has now for its own. */
  trust(id: number): void {
    const node = this.#rack.find(id);
    if (!node || node.isSelf) return;
    this.#rack.pins.pin(node.uuid, node.fingerprint);
    void this.#leave(id);
    this.#told(id);
  }

  /** @returns undefined where nobody is signed in */
  async reset(id: number, resetType: string): Promise<ResetOutcome | undefined> {
    const desk = this.#desks.get(id);
    const { signIn } = desk ?? {};
    if (!desk || !signIn) return undefined;
    try {
      await this.#rack.turns.take(() => signIn.reset(resetType));
      desk.quickUntil = performance.now() + quickTime;
      this.#lookSoon(id, 0);
      return { done: true };
    } catch (error) {
      const status = error instanceof PeerRefusal ? error.status : 0;
      return { done: false, status, text: error instanceof PeerRefusal ? error.message : "" };
    }
  }

  signOut(ids: readonly number[]): void {
    for (const id of ids) {
      if (this.#rack.find(id)?.isSelf) continue;
      void this.#leave(id);
      this.#told(id);
    }
  }

  /**
   * Logs out everywhere.
   * @param milliseconds that this may take
   */
  async end(milliseconds = 2_000): Promise<void> {
    this.#isOver = true;
    this.#unwatch?.();
    this.#listeners.clear();
    const leaving = Promise.all([...this.#desks.keys()].map(id => this.#leave(id)));
    const bound = new AbortController();
    await Promise.race([leaving, sleep(milliseconds, undefined, { signal: bound.signal, ref: false })]);
    bound.abort();
  }

  #stateOf(node: RackNode): NodeState {
    const desk = this.#desks.get(node.id);
    const { signIn } = desk ?? {};
    const trust = this.#rack.trust(node);
    const isReachable = signIn ? (desk?.isReachable ?? true) : !isSilent(node, performance.now());
    return {
      ...{ node, trust, isReachable, signIn: desk?.state ?? "out", mayControl: signIn?.mayControl ?? false },
      ...(signIn && { userName: signIn.userName }),
      ...(signIn?.system && { system: signIn.system }),
    };
  }

  async #enter(node: RackNode, open: () => Promise<SignIn>): Promise<void> {
    const desk: Desk = { state: "busy", isReachable: true, quickUntil: 0 };
    this.#desks.set(node.id, desk);
    this.#told(node.id);
    if (this.#rack.trust(node) === "changed") desk.state = "certificateChanged";
    else await this.#open(node.id, desk, open);
    this.#told(node.id);
  }

  async #open(id: number, desk: Desk, open: () => Promise<SignIn>): Promise<void> {
    try {
      const signIn = await this.#rack.turns.take(open);
      if (this.#isOver || this.#desks.get(id) !== desk) {
        await signIn.close();
        return;
      }
      desk.signIn = signIn;
      desk.state = "in";
      this.#lookSoon(id, 0);
    } catch (error) {
      desk.state = problemOf(error);
    }
  }

  async #leave(id: number): Promise<void> {
    const desk = this.#desks.get(id);
    this.#desks.delete(id);
    clearTimeout(desk?.timer);
    await desk?.signIn?.close();
  }

  #lookSoon(id: number, milliseconds: number): void {
    const desk = this.#desks.get(id);
    if (!desk?.signIn) return;
    clearTimeout(desk.timer);
    desk.timer = setTimeout(() => void this.#look(id, desk), milliseconds).unref();
  }

  async #look(id: number, desk: Desk): Promise<void> {
    const { signIn } = desk;
    if (!signIn || this.#desks.get(id) !== desk) return;
    const before = JSON.stringify([signIn.system, desk.isReachable]);
    try {
      const isNew = await this.#rack.turns.take(() => signIn.look());
      desk.isReachable = true;
      if (isNew) for (const { onPicture } of this.#listeners) onPicture(id, signIn.picture?.png);
    } catch (error) {
      if (!this.#fails(id, desk, error)) return;
    }
    if (this.#desks.get(id) !== desk) return;
    if (JSON.stringify([signIn.system, desk.isReachable]) !== before) this.#told(id);
    this.#lookSoon(id, this.#paceOf(desk));
  }

  /** @returns whether it is worth another look */
  #fails(id: number, desk: Desk, error: unknown): boolean {
    const problem = problemOf(error);
    desk.isReachable = problem !== "unreachable";
    if (problem === "unreachable" || problem === "refused") return true;
    // The token is of no use any more, or not for who answers there now.
    void desk.signIn?.close();
    delete desk.signIn;
    desk.state = problem === "wrongPassword" ? "ended" : problem;
    this.#told(id);
    return false;
  }

  #paceOf({ quickUntil, isReachable }: Desk): number {
    if (this.#listeners.size === 0) return slowPace;
    if (!isReachable) return deafPace;
    return performance.now() < quickUntil ? quickPace : pace;
  }

  #nodesChanged(): void {
    for (const id of this.#desks.keys()) if (!this.#rack.find(id)) void this.#leave(id);
    for (const { onNodes } of this.#listeners) onNodes();
  }

  #told(id: number): void {
    for (const { onNode } of this.#listeners) onNode(id);
  }
}
