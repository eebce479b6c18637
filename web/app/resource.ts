import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { EventName } from "../../server/events/events.ts";
import { RedfishFailure } from "../redfish/client.ts";
import { coalesced } from "./coalesced.ts";
import { usePage } from "./page.ts";

/** What a view knows of a resource. */
export interface Known<T> {
  /** The last that was read. */
  readonly value: T | undefined;
  /** Why it could not be read this time, in a sentence for a person. */
  readonly failure: string | undefined;
  /** Reads it again. */
  readonly refresh: () => Promise<void>;
}

/** Reads a resource, and again when one of these events, or a new connection, says that it may be another. */
export function useResource<T>(uri: string, changes: readonly EventName[] = []): Known<T> {
  const { redfish } = usePage();
  const value = useSignal<T | undefined>(undefined);
  const { failure, refresh } = useReading(async () => {
    value.value = await redfish.get<T>(uri);
  }, changes);
  return { value: value.value, failure, refresh };
}

/** Runs `read` at once, on these events and after each new connection; never two at a time. */
export function useReading(
  read: () => Promise<void>,
  changes: readonly EventName[],
): Pick<Known<never>, "failure" | "refresh"> {
  const { listen } = usePage();
  const failure = useSignal<string | undefined>(undefined);
  const latest = useRef({ read, changes });
  latest.current = { read, changes };
  const refresh = useMemo(
    () =>
      coalesced(async () => {
        try {
          await latest.current.read();
          failure.value = undefined;
        } catch (error) {
          if (!(error instanceof RedfishFailure)) throw error;
          failure.value = error.message;
        }
      }),
    [failure],
  );
  useEffect(() => {
    void refresh();
    return listen(({ type }) => {
      if (type === "snapshot" || latest.current.changes.includes(type)) void refresh();
    });
  }, [refresh, listen]);
  return { failure: failure.value, refresh };
}
