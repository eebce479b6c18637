import type { Signal } from "@preact/signals";
import type { MediaSlot, RestorePolicy } from "../../server/events/events.ts";
import { bootOf } from "../redfish/boot-override.ts";
import { type RedfishClient, RedfishFailure } from "../redfish/client.ts";
import type { PowerAction } from "../redfish/power-actions.ts";
import {
  clearLogUri,
  managerResetUri,
  mediaUri,
  resetUri,
  restorePolicyNames,
  systemUri,
  type VirtualMedia,
} from "../redfish/resources.ts";
import type { Confirmation } from "./confirmation.ts";
import { t } from "./language.ts";
import type { MachineState } from "./machine-state.ts";
import type { Toasts } from "./toasts.ts";
import { restoreWords } from "./words.ts";

export interface MachineActionsParts {
  readonly redfish: RedfishClient;
  readonly machine: Signal<MachineState | undefined>;
  readonly media: Signal<Readonly<Partial<Record<MediaSlot, VirtualMedia>>>>;
  readonly confirmation: Signal<Confirmation | undefined>;
  readonly toasts: Toasts;
  readonly attempt: (work: () => Promise<unknown>) => Promise<void>;
}

/** What a person does to the machine and its BMC from any view: asked about where it hurts, taken back where it can be. */
export function machineActions({
  redfish,
  machine,
  media,
  confirmation,
  toasts,
  attempt,
}: MachineActionsParts) {
  /** Says what was done, with the way back. */
  const offerUndo = (text: string, back: () => Promise<void>): void =>
    toasts.show("info", text, { label: t("Undo"), run: () => void attempt(back) });

  const reset = ({ resetType, accepted }: PowerAction): Promise<void> =>
    attempt(async () => {
      await redfish.post(resetUri, { ResetType: resetType });
      if (accepted) toasts.show("info", t(accepted));
    });

  return {
    offerUndo,

    restartBmc(): void {
      confirmation.value = {
        title: t("Restart the BMC?"),
        text: t("The machine runs on. This page and its consoles come back by themselves."),
        label: t("Restart the BMC"),
        run: () => void attempt(() => redfish.post(managerResetUri, { ResetType: "GracefulRestart" })),
      };
    },

    /** @returns one sentence when it failed */
    async insertMedia(slot: MediaSlot, image: string): Promise<string | undefined> {
      try {
        await redfish.post(`${mediaUri(slot)}/Actions/VirtualMedia.InsertMedia`, { Image: image });
        return undefined;
      } catch (error) {
        if (!(error instanceof RedfishFailure)) throw error;
        return error.message;
      }
    },

    ejectMedia: (slot: MediaSlot): Promise<void> =>
      attempt(async () => {
        const { Image, ImageName } = media.value[slot] ?? {};
        await redfish.post(`${mediaUri(slot)}/Actions/VirtualMedia.EjectMedia`, {});
        if (!Image) return;
        offerUndo(t("{name} is ejected.", { name: ImageName ?? Image }), () =>
          redfish.post(`${mediaUri(slot)}/Actions/VirtualMedia.InsertMedia`, { Image }),
        );
      }),

    /** @param boot properties of ComputerSystem.Boot */
    setBootOverride: (boot: object): Promise<void> =>
      attempt(async () => {
        const before = machine.value?.bootOverride;
        await redfish.patch(systemUri, { Boot: boot });
        if (!before) return;
        offerUndo(t("The boot override is changed."), () =>
          redfish.patch(systemUri, { Boot: bootOf(before) }),
        );
      }),

    setRestorePolicy: (policy: RestorePolicy): Promise<void> =>
      attempt(async () => {
        const before = machine.value?.restorePolicy;
        await redfish.patch(systemUri, { PowerRestorePolicy: restorePolicyNames[policy] });
        if (!before) return;
        offerUndo(t("When mains power returns: {policy}", { policy: restoreWords[policy] }), () =>
          redfish.patch(systemUri, { PowerRestorePolicy: restorePolicyNames[before] }),
        );
      }),

    clearEventLog(): void {
      confirmation.value = {
        title: t("Clear the event log?"),
        text: t("All its entries are deleted, for everyone and for good."),
        label: t("Clear"),
        run: () => void attempt(() => redfish.post(clearLogUri, {})),
      };
    },

    patchSystem: (body: unknown): Promise<void> => attempt(() => redfish.patch(systemUri, body)),

    /** Asks first where it hurts. */
    power(action: PowerAction): void {
      if (!action.warning) {
        void reset(action);
        return;
      }
      confirmation.value = {
        title: t("{action}?", { action: t(action.label) }),
        text: t(action.warning),
        label: t(action.label),
        run: () => void reset(action),
      };
    },
  };
}
