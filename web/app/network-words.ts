import type { NetworkAccess } from "../../server/events/events.ts";
import { t } from "./language.ts";

/** How the machine's cards reach the outside, and why not in another way. */
export function networkWords({ mode, reason }: NetworkAccess): string {
  switch (reason) {
    case "noNetAdmin":
      return t("QEMU's own network: handing interfaces over takes the capability NET_ADMIN.");
    case "noTun":
      return t("QEMU's own network: handing interfaces over takes the device /dev/net/tun.");
    case "refused":
      return t("QEMU's own network: the kernel refuses to hand interfaces over.");
    case "noFilters":
      return t("A bridge hands the interfaces over: tc's filters do not work on this kernel.");
    case "notAsked":
      return t("QEMU's own network: no interface is to be handed over.");
    default:
      return mode === "user"
        ? t("QEMU's own network, as it is configured.")
        : t("The container's interfaces are handed over ({mode}).", { mode });
  }
}
