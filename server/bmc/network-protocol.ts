import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import type { Setting, Settings } from "./settings.ts";

/** How the BMC lets itself be found (SSDP). */
export interface Discovery {
  readonly enabled: boolean;
  /** Seconds between two announcements. */
  readonly notifyInterval: number;
  /** Hops that an announcement may take. */
  readonly notifyTtl: number;
}

/** Where the BMC's clock gets the time from. */
export interface TimeSource {
  readonly enabled: boolean;
  /** Names or addresses, the one to ask first at the front. */
  readonly servers: readonly string[];
}

/** Where the services answer. A port is absent while its service is not there. */
export interface Ports {
  readonly http?: number;
  readonly https?: number;
  readonly ipmi?: number;
  readonly ssh?: number;
}

/** Which network services the BMC has, and the settings of those that can be set. */
export class NetworkProtocol {
  readonly #discovery: Setting<Discovery>;
  readonly #timeSource: Setting<TimeSource>;
  readonly #events: EventBus;
  #ports: Ports = {};

  /** @param discoverable whether the BMC lets itself be found until somebody has said otherwise */
  constructor(settings: Settings, events: EventBus, discoverable: boolean) {
    this.#discovery = settings.open("discovery", {
      enabled: discoverable,
      notifyInterval: 600,
      notifyTtl: 2,
    });
    this.#timeSource = settings.open<TimeSource>("timeSource", { enabled: false, servers: [] });
    this.#events = events;
  }

  get ports(): Ports {
    return this.#ports;
  }

  /** To be told when the doors are open. */
  listening(ports: Ports): void {
    this.#ports = { ...this.#ports, ...ports };
  }

  get discovery(): Discovery {
    return this.#discovery.value;
  }

  get timeSource(): TimeSource {
    return this.#timeSource.value;
  }

  setDiscovery(change: Partial<Discovery>, origin: Origin): void {
    this.#discovery.save({ ...this.discovery, ...change });
    this.#events.emit("networkProtocolChanged", { origin });
  }

  setTimeSource(change: Partial<TimeSource>, origin: Origin): void {
    this.#timeSource.save({ ...this.timeSource, ...change });
    this.#events.emit("networkProtocolChanged", { origin });
  }
}
