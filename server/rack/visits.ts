import type { Session, Sessions } from "../bmc/sessions.ts";
import type { EventBus } from "../events/bus.ts";
import type { Rack } from "./rack.ts";
import { Visit } from "./visit.ts";

export interface VisitsOptions {
  readonly rack: Rack;
  readonly sessions: Sessions;
  readonly events: EventBus;
}

/** Who looks at the rack: one visit for each session of the page, which ends with it. */
export class Visits {
  readonly rack: Rack;
  readonly #sessions: Sessions;
  readonly #visits = new Map<string, Visit>();
  readonly #unsubscribe: () => void;

  constructor({ rack, sessions, events }: VisitsOptions) {
    this.rack = rack;
    this.#sessions = sessions;
    this.#unsubscribe = events.on("sessionEnded", ({ sessionId }) => {
      const visit = this.#visits.get(sessionId);
      this.#visits.delete(sessionId);
      void visit?.end();
    });
  }

  of({ id, userName, role, address }: Session): Visit {
    const found = this.#visits.get(id);
    if (found) return found;
    const open = () => {
      // Over Redfish like everybody else, and so with no more rights than the visitor has.
      const { session, token } = this.#sessions.create({ userName, role }, "redfish", address);
      return { token, roles: [role], uri: `/redfish/v1/SessionService/Sessions/${session.id}` };
    };
    const visit = new Visit(this.rack, { userName, open });
    this.#visits.set(id, visit);
    return visit;
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    const all = [...this.#visits.values()];
    this.#visits.clear();
    await Promise.all(all.map(visit => visit.end()));
    this.rack.close();
  }
}
