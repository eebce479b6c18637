import { effect, type ReadonlySignal, type Signal } from "@preact/signals";
import type { MediaSlot } from "../../server/events/events.ts";
import type { LoginAnswer } from "../../server/web/messages.ts";
import { t } from "../app/language.ts";
import type { MachineEvent, MachineState } from "../app/machine-state.ts";
import { followTask } from "../app/task.ts";
import type { Toasts } from "../app/toasts.ts";
import type { RedfishClient } from "../redfish/client.ts";
import { type Image, imagesUri, importUri } from "../redfish/images.ts";
import { mediaUri, taskUri } from "../redfish/resources.ts";
import { ImageUpload } from "./image-upload.ts";
import { LocalMount } from "./local-mount.ts";
import { newTransfer, type Transfer } from "./transfer.ts";

/** What is to be done with an image once it is there. */
export type Purpose = "keep" | "insert" | "boot";

export interface Surroundings {
  readonly redfish: RedfishClient;
  readonly session: ReadonlySignal<LoginAnswer | null | undefined>;
  readonly transfers: Signal<readonly Transfer[]>;
  readonly toasts: Toasts;
  /** Does it, and tells the person when it cannot be done. */
  readonly attempt: (work: () => Promise<void>) => Promise<void>;
  readonly listen: (listener: (message: MachineEvent | MachineState) => void) => () => void;
}

/** All that moves images about. It outlives the views, as transfers do. */
export class MediaDesk {
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    addEventListener("beforeunload", event => {
      const isBusy = surroundings.transfers.value.some(
        ({ kind, state }) => kind !== "import" && ["running", "waiting"].includes(state.value.name),
      );
      if (isBusy) event.preventDefault();
    });
  }

  upload(file: File, slot: MediaSlot, purpose: Purpose): void {
    const { redfish, session } = this.#surroundings;
    const upload = new ImageUpload(file, {
      redfish,
      csrfToken: () => session.value?.csrfToken,
      loggedIn: () => until(() => Boolean(session.value)),
    });
    this.#show(upload.transfer);
    void upload.done.then(image => (image ? this.use(image["@odata.id"], slot, purpose) : undefined));
  }

  async mount(file: File, slot: MediaSlot, purpose: Purpose): Promise<void> {
    await this.#makeRoom(slot);
    const mount = new LocalMount(slot, file);
    this.#show(mount.transfer);
    if ((await mount.inserted) && purpose === "boot") await this.boot(slot, {});
  }

  /** Has the BMC fetch an image. @returns when that has begun @throws RedfishFailure */
  async import(uri: string, slot: MediaSlot, purpose: Purpose): Promise<void> {
    const { redfish, listen } = this.#surroundings;
    // Of several at once, the one of this name is this one.
    const added = new Map<string, string>();
    const unlisten = listen(event => {
      if (event.type === "imageChanged" && event.change === "added") added.set(event.name, event.id);
    });
    const { promise: begun, resolve, reject } = Promise.withResolvers<Transfer>();
    const begin = async (): Promise<string> => {
      const task = await redfish.ask<{ Id: string; Name: string }>(importUri, { Image: uri });
      resolve(this.#showImport(task));
      return task.Id;
    };
    const onProgress = (percent: number): void =>
      void begun.then(transfer => {
        transfer.percent.value = percent;
      });
    const end = followTask(this.#surroundings, begin, { onTask() {}, onProgress }).finally(unlisten);
    end.catch(reject);
    const transfer = await begun;
    void end.then(async ({ state, detail }) => {
      transfer.state.value =
        state === "failed"
          ? { name: "failed", reason: detail ?? t("The import failed.") }
          : { name: "done", note: state === "completed" ? t("Stored") : t("Cancelled") };
      const image = state === "completed" && (await this.#imported(uri, added.get(transfer.name)));
      if (image) await this.use(image, slot, purpose);
    });
  }

  #showImport({ Id, Name }: { readonly Id: string; readonly Name: string }): Transfer {
    const { redfish } = this.#surroundings;
    const transfer = newTransfer({
      kind: "import",
      name: Name.replace(/^Import image /, ""),
      size: undefined,
      cancel: () => void redfish.delete(taskUri(Id)).catch(() => undefined),
    });
    transfer.percent.value = 0;
    this.#show(transfer);
    return transfer;
  }

  /** Where the image is in the library: one that was there already has not been told of. */
  async #imported(uri: string, id: string | undefined): Promise<string | undefined> {
    const { redfish } = this.#surroundings;
    const { Members } = await redfish.get<{ Members: readonly Image[] }>(`${imagesUri}?$expand=.`);
    const found =
      Members.findLast(image => image.Id === id) ?? Members.findLast(image => image.SourceURI === uri);
    return found?.["@odata.id"];
  }

  /** @param image URI of an image of the library */
  async use(image: string, slot: MediaSlot, purpose: Purpose, writeProtected = true): Promise<void> {
    const { redfish, attempt } = this.#surroundings;
    if (purpose === "boot") await this.boot(slot, { Image: image });
    if (purpose !== "insert") return;
    await this.#makeRoom(slot);
    await attempt(() =>
      redfish.post(`${mediaUri(slot)}/Actions/VirtualMedia.InsertMedia`, {
        Image: image,
        WriteProtected: writeProtected,
      }),
    );
  }

  /** What is in the slot makes room for what a person puts there. */
  #makeRoom(slot: MediaSlot): Promise<void> {
    const { redfish, attempt } = this.#surroundings;
    return attempt(() => redfish.post(`${mediaUri(slot)}/Actions/VirtualMedia.EjectMedia`, {}));
  }

  /** Boots once from an image of the library, or from what is in the slot. */
  boot(slot: MediaSlot, parameters: { readonly Image?: string }): Promise<void> {
    const { redfish, attempt, toasts } = this.#surroundings;
    return attempt(async () => {
      await redfish.post(`${mediaUri(slot)}/Actions/Oem/QemuBmc.BootOnce`, parameters);
      toasts.show("info", t("The machine boots from it now, once."));
    });
  }

  #show(transfer: Transfer): void {
    const { transfers } = this.#surroundings;
    transfers.value = [...transfers.value, transfer];
  }
}

/** Resolves when it is true; `isTrue` reads signals. */
function until(isTrue: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = effect(() => {
    if (isTrue()) resolve();
  });
  return promise.finally(stop);
}
