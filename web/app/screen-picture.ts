import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { EventName } from "../../server/events/events.ts";
import { RedfishFailure } from "../redfish/client.ts";
import { screenshotUri } from "../redfish/resources.ts";
import { coalesced } from "./coalesced.ts";
import { usePage } from "./page.ts";

/** Pixels: a screen in text mode comes as it is, and a large one small. */
const width = 960;
/** Milliseconds between two looks: the first while the screen changes, the second once it has long stood still. */
const shortest = 1_000;
const longest = 6_000;
const growth = 1.5;
/** Pictures that the page keeps: where only a cursor blinks, they come again and again, and are no news. */
const mostKnown = 3;

/** After these the screen most likely shows something else. */
const changes: readonly (EventName | "snapshot")[] = [
  "snapshot",
  "powerChanged",
  "machineReset",
  "bootProgressChanged",
];

export interface ScreenPicture {
  /** Of an image, for as long as it is the newest. */
  readonly url: string | undefined;
  /** When it last was one that had not been there lately: milliseconds since the epoch. */
  readonly changedAt: number;
}

/**
 * What the screen shows, without a connection to it. The page looks by itself, because that costs nothing that a
 * subscription would not: a screen that stands still is a 304 of some 200 bytes every few seconds, nobody looks while
 * the tab is hidden, and the server has no viewer to remember.
 * @param isThere whether there is a screen
 */
export function useScreenPicture(isThere: boolean): {
  readonly picture: ScreenPicture | undefined;
  readonly failure: string | undefined;
} {
  const { redfish, listen } = usePage();
  const picture = useSignal<ScreenPicture | undefined>(undefined);
  const failure = useSignal<string | undefined>(undefined);
  useEffect(() => {
    if (!isThere) return undefined;
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pause = shortest;
    /** Addresses of the last pictures, by ETag. */
    const known = new Map<string, string>();

    const keep = (etag: string, blob: Blob): void => {
      known.set(etag, URL.createObjectURL(blob));
      const [[oldest, url] = []] = known;
      if (known.size <= mostKnown || oldest === undefined || url === undefined) return;
      known.delete(oldest);
      URL.revokeObjectURL(url);
    };
    const read = async (): Promise<void> => {
      try {
        const { etag, blob } = await redfish.picture(`${screenshotUri}?width=${width}`, [...known.keys()]);
        if (isGone) return;
        failure.value = undefined;
        pause = blob ? shortest : Math.min(longest, pause * growth);
        if (blob) keep(etag, blob);
        const changedAt = blob ? Date.now() : (picture.value?.changedAt ?? Date.now());
        picture.value = { url: known.get(etag), changedAt };
      } catch (error) {
        if (!(error instanceof RedfishFailure)) throw error;
        pause = longest;
        failure.value = error.message;
      }
    };
    const look = coalesced(async () => {
      clearTimeout(timer);
      if (document.visibilityState !== "visible") return;
      await read();
      clearTimeout(timer);
      if (!isGone) timer = setTimeout(() => void look(), pause);
    });
    const lookNow = (): void => {
      pause = shortest;
      void look();
    };
    const unlisten = listen(({ type }) => {
      if (changes.includes(type as EventName)) lookNow();
    });
    document.addEventListener("visibilitychange", lookNow);
    lookNow();
    return () => {
      isGone = true;
      clearTimeout(timer);
      unlisten();
      document.removeEventListener("visibilitychange", lookNow);
      for (const url of known.values()) URL.revokeObjectURL(url);
      picture.value = undefined;
      failure.value = undefined;
    };
  }, [isThere, redfish, listen, picture, failure]);
  return { picture: picture.value, failure: failure.value };
}
