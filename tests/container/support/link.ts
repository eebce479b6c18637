import { inEngineNamespaces } from "./engine.ts";
import type { TestContainer } from "./test-container.ts";

const ip = async (...args: readonly string[]): Promise<void> => {
  await inEngineNamespaces("ip", args);
};

/** A link as containerlab makes it: it comes when the container runs, with its far end among the engine's networks. */
export class Link {
  readonly far: string;
  readonly #container: TestContainer;
  readonly #name: string;

  private constructor(container: TestContainer, name: string) {
    this.far = `${name}-${container.name.slice(-6)}`;
    this.#container = container;
    this.#name = name;
  }

  /** @param address of the far end, with the length of its prefix */
  static async make(container: TestContainer, name: string, address: string): Promise<Link> {
    const link = new Link(container, name);
    const peer = ["peer", "name", name, "netns", await container.inspect("{{.State.Pid}}"), "mtu", "9500"];
    await ip("link", "add", link.far, "mtu", "9500", "type", "veth", ...peer);
    await ip("address", "add", address, "dev", link.far);
    await ip("link", "set", link.far, "up");
    await container.ip("link", "set", name, "up");
    return link;
  }

  /** As containerlab does around a stop and a start: out of the container's namespace, and back. */
  async parkAndReturn(): Promise<void> {
    const [parked, container] = [`p-${this.far}`, await this.#container.inspect("{{.State.Pid}}")];
    await this.#container.ip("link", "set", this.#name, "netns", "1", "name", parked);
    await ip("link", "set", parked, "netns", container, "name", this.#name);
    await this.#container.ip("link", "set", this.#name, "up");
  }
}
