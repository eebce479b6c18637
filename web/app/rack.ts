import { signal } from "@preact/signals";
import type { RackMessage, RackNodeState, RackRequest } from "../../server/web/messages.ts";
import { closeCodes, Link, type LinkState } from "./link.ts";

/** How the search for others is. */
export interface RackSearch {
  readonly discovery: "on" | "off" | "noNetwork";
  readonly isSearching: boolean;
  readonly isFull: boolean;
}

export type Powered = Extract<RackMessage, { readonly type: "powered" }>;

/** Bytes before a picture: the node's id. */
const pictureHeader = 4;

/** The BMCs of the lab, as this BMC sees them for the page. */
export class RackStream {
  /** undefined until the first is heard. */
  readonly search = signal<RackSearch | undefined>(undefined);
  readonly nodes = signal<readonly RackNodeState[]>([]);
  /** Addresses of what their screens show, by the node's id. */
  readonly pictures = signal<ReadonlyMap<number, string>>(new Map());
  readonly #link: Link;

  constructor(onPowered: (powered: Powered) => void, onState: (state: LinkState) => void) {
    this.#link = new Link({
      path: () => "ws/rack",
      final: [closeCodes.notLoggedIn, closeCodes.sessionEnded],
      onState,
      attach: socket =>
        socket.addEventListener("message", ({ data }: MessageEvent<string | ArrayBuffer>) => {
          if (typeof data === "string") this.#hear(JSON.parse(data), onPowered);
          else this.#see(data);
        }),
    });
  }

  start(): void {
    this.#link.start();
  }

  stop(): void {
    this.#link.stop();
  }

  /** As `Link.renew`. */
  renew(since: number): void {
    this.#link.renew(since);
  }

  send(request: RackRequest): void {
    this.#link.send(JSON.stringify(request));
  }

  /** Ends it and lets the pictures go. */
  close(): void {
    this.stop();
    for (const url of this.pictures.value.values()) URL.revokeObjectURL(url);
    this.pictures.value = new Map();
  }

  #hear(message: RackMessage, onPowered: (powered: Powered) => void): void {
    if (message.type === "powered") {
      onPowered(message);
    } else if (message.type === "node") {
      const { node } = message;
      this.nodes.value = this.nodes.value.map(other => (other.id === node.id ? node : other));
      if (node.signIn !== "in") this.#show(node.id, undefined);
    } else {
      const { nodes, ...search } = message;
      this.nodes.value = nodes;
      this.search.value = search;
      const there = new Set(nodes.map(({ id }) => id));
      for (const id of this.pictures.value.keys()) if (!there.has(id)) this.#show(id, undefined);
    }
  }

  #see(data: ArrayBuffer): void {
    const png = data.slice(pictureHeader);
    const id = new DataView(data).getUint32(0);
    const isEmpty = png.byteLength === 0;
    this.#show(id, isEmpty ? undefined : URL.createObjectURL(new Blob([png], { type: "image/png" })));
  }

  #show(id: number, url: string | undefined): void {
    const pictures = new Map(this.pictures.value);
    const before = pictures.get(id);
    if (before === undefined && url === undefined) return;
    if (before !== undefined) URL.revokeObjectURL(before);
    if (url === undefined) pictures.delete(id);
    else pictures.set(id, url);
    this.pictures.value = pictures;
  }
}
