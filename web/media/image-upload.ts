import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import type { RedfishClient } from "../redfish/client.ts";
import { RedfishFailure } from "../redfish/client.ts";
import { type Image, imagesUri, relative } from "../redfish/images.ts";
import type { Collection } from "../redfish/resources.ts";
import { readable } from "../redfish/resources.ts";
import { checksum } from "./checksum.ts";
import { newTransfer, type Transfer } from "./transfer.ts";

/** Bytes of one request. A proxy that takes less says so, and gets less. */
const largestPart = 16 * 2 ** 20;
const smallestPart = 64 * 2 ** 10;
const firstDelay = 500;
const longestDelay = 10_000;

export interface UploadSurroundings {
  readonly redfish: RedfishClient;
  readonly csrfToken: () => string | undefined;
  /** Settles when somebody is logged in. */
  readonly loggedIn: () => Promise<void>;
}

interface PartAnswer {
  /** 0 for none. */
  readonly status: number;
  /** Where the upload stands, where the answer says it. */
  readonly offset: number | undefined;
  readonly text: string;
}

/** Sends a file to the library, over as many connections as it takes. */
export class ImageUpload {
  readonly transfer: Transfer;
  /** The image in the library; undefined when it did not get there. */
  readonly done: Promise<Image | undefined>;
  readonly #file: File;
  readonly #surroundings: UploadSurroundings;
  readonly #abort = new AbortController();
  #uri: string | undefined;
  #part = largestPart;

  constructor(file: File, surroundings: UploadSurroundings) {
    this.#file = file;
    this.#surroundings = surroundings;
    const { name, size } = file;
    this.transfer = newTransfer({ kind: "upload", name, size, cancel: () => this.#cancel() });
    this.done = this.#run();
  }

  async #run(): Promise<Image | undefined> {
    const { signal } = this.#abort;
    const { state } = this.transfer;
    const sum = checksum(this.#file, signal).catch(() => undefined);
    try {
      this.#uri = await this.#patiently(() => this.#begin());
      await this.#send(`${this.#uri}/Content`);
      const image = await this.#patiently(() => this.#surroundings.redfish.get<Image>(this.#uri ?? ""));
      const own = await sum;
      if (own !== undefined && own !== image.SHA256) {
        throw new Error(
          t("The BMC has stored something else than this file is now. Delete it and send it again."),
        );
      }
      const note = own === undefined ? t("Stored") : t("Stored, and the SHA-256 checksum is right");
      state.value = { name: "done", note };
      return image;
    } catch (error) {
      if (!signal.aborted) state.value = { name: "failed", reason: (error as Error).message };
      return undefined;
    } finally {
      this.#abort.abort();
    }
  }

  /** An upload of the same name and size that stands still goes on; the checksum tells in the end whether it was this. */
  async #begin(): Promise<string> {
    const { redfish } = this.#surroundings;
    const { name: FileName, size: SizeBytes } = this.#file;
    const known = readable(await redfish.get<Collection<Image>>(`${imagesUri}?$expand=.`)).find(
      image =>
        image.ImageState === "Receiving" && image.FileName === FileName && image.SizeBytes === SizeBytes,
    );
    const image = known ?? (await redfish.ask<Image>(imagesUri, { FileName, SizeBytes }));
    return relative(image["@odata.id"]);
  }

  async #send(uri: string): Promise<void> {
    const { size } = this.#file;
    const { bytes, state, rate } = this.transfer;
    let offset = await this.#patiently(() => this.#standing(uri));
    let delay = firstDelay;
    while (offset < size) {
      this.#abort.signal.throwIfAborted();
      bytes.value = offset;
      const answer = await this.#sendPart(uri, offset);
      if (answer.status === 204 && answer.offset !== undefined) {
        offset = answer.offset;
        delay = firstDelay;
        state.value = { name: "running" };
      } else if (answer.status === 413 && this.#part > smallestPart) {
        this.#part /= 4;
      } else if (
        answer.status === 0 ||
        answer.status >= 500 ||
        answer.status === 401 ||
        answer.status === 409
      ) {
        state.value = { name: "waiting" };
        rate.restart();
        await this.#pause(delay);
        delay = Math.min(delay * 2, longestDelay);
        offset = await this.#patiently(() => this.#standing(uri));
      } else {
        throw new Error(answer.text);
      }
    }
    bytes.value = size;
  }

  /** XMLHttpRequest, because it alone tells how much of a body has gone. */
  #sendPart(uri: string, offset: number): Promise<PartAnswer> {
    const { promise, resolve } = Promise.withResolvers<PartAnswer>();
    const request = new XMLHttpRequest();
    request.open("PATCH", address(uri));
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.setRequestHeader("Upload-Offset", `${offset}`);
    request.setRequestHeader("X-CSRF-Token", this.#surroundings.csrfToken() ?? "");
    request.upload.addEventListener("progress", ({ loaded }) => {
      this.transfer.bytes.value = offset + loaded;
      this.transfer.rate.sample(offset + loaded);
    });
    request.addEventListener("loadend", () => {
      const stands = request.getResponseHeader("Upload-Offset");
      resolve({
        status: request.status,
        offset: stands === null ? undefined : Number(stands),
        text:
          messageIn(request.responseText) ??
          t("The BMC refused this (HTTP {status}).", { status: request.status }),
      });
    });
    this.#abort.signal.addEventListener("abort", () => request.abort());
    request.send(this.#file.slice(offset, offset + this.#part));
    return promise;
  }

  async #standing(uri: string): Promise<number> {
    const response = await fetch(address(uri), { method: "HEAD", cache: "no-store" }).catch(() => undefined);
    const stands = response?.headers.get("Upload-Offset");
    if (response?.ok && stands != null) return Number(stands);
    if (response?.status === 404) throw new Error(t("The upload was ended at the BMC."));
    throw new RedfishFailure(response?.status ?? 0, [{ text: t("The BMC does not answer.") }]);
  }

  /** Tries again for as long as the BMC is away, or nobody is logged in. */
  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let delay = firstDelay; ; delay = Math.min(delay * 2, longestDelay)) {
      this.#abort.signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        const isAway =
          error instanceof RedfishFailure &&
          (error.status === 0 || error.status === 401 || error.status >= 500) &&
          error.status !== 507;
        if (!isAway) throw error;
        this.transfer.state.value = { name: "waiting" };
      }
      await this.#pause(delay);
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#abort.signal.addEventListener("abort", () => resolve());
    await promise;
    clearTimeout(timer);
    await this.#surroundings.loggedIn();
  }

  #cancel(): void {
    this.#abort.abort();
    // Where it cannot be thrown away now, it goes by itself after a day.
    if (this.#uri !== undefined) void this.#surroundings.redfish.delete(this.#uri).catch(() => undefined);
  }
}

function messageIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { error?: { message?: string } }).error?.message;
  } catch {
    return undefined;
  }
}
