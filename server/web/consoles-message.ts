import type { ConsoleViewers } from "../bmc/consoles/console-viewers.ts";
import type { Party } from "../bmc/consoles/party.ts";
import type { Consoles } from "./messages.ts";

/** Who looks on and who types, as `you` may know it: addresses of others are for administrators. */
export function consolesMessage({ list, control }: ConsoleViewers, you: Party): Consoles {
  const { holder, request } = control;
  return {
    you: you.id,
    viewers: list.map(({ id, party, console, since, looksOnly }) => ({
      ...{ id, console, since, looksOnly, party: party.id, userName: party.userName, role: party.role },
      ...((you.role === "Administrator" || party.id === you.id) && { address: party.address }),
    })),
    ...(holder && { holder: { party: holder.id, userName: holder.userName } }),
    ...(request && {
      request: {
        party: request.party.id,
        userName: request.party.userName,
        seconds: Math.max(0, Math.ceil((request.until - performance.now()) / 1000)),
      },
    }),
  };
}
