import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { managerLogEntriesUri } from "../redfish/manager-resources.ts";
import { type Collection, type LogEntry, readable } from "../redfish/resources.ts";
import { usePage } from "./page.ts";
import { type Known, useReading } from "./resource.ts";

/** Entries that are read when some are known: mostly all new ones are among them. */
const newest = 50;

/** The BMC's own log from the oldest entry to the newest. No event tells of a new one, so `refresh` has to be called. */
export function useBmcLog(): Known<readonly LogEntry[]> {
  const { redfish, listen } = usePage();
  const entries = useSignal<readonly LogEntry[] | undefined>(undefined);
  const readFrom = async (skip: number): Promise<readonly LogEntry[]> => {
    const found: LogEntry[] = [];
    let next: string | undefined = `${managerLogEntriesUri}?$skip=${skip}`;
    while (next !== undefined) {
      const page: Collection<LogEntry> = await redfish.get(next);
      found.push(...readable(page));
      next = page["Members@odata.nextLink"]?.slice(1);
    }
    return found;
  };
  const { failure, refresh } = useReading(async () => {
    const { value: known = [] } = entries;
    const last = Number(known.at(-1)?.Id ?? 0);
    const { "Members@odata.count": count } = await redfish.get<Collection<LogEntry>>(
      `${managerLogEntriesUri}?$top=0`,
    );
    const found = await readFrom(known.length === 0 ? 0 : Math.max(0, count - newest));
    const first = Number(found[0]?.Id ?? 0);
    // With a gap before them, or none at all, what is known says nothing any more.
    if (known.length > 0 && (first > last + 1 || count === 0)) {
      entries.value = count === 0 ? [] : await readFrom(0);
      return;
    }
    entries.value = [...known.filter(({ Id }) => Number(Id) < first), ...found].slice(-count);
  }, ["logCleared"]);
  useEffect(
    () =>
      listen(({ type }) => {
        // The log of a BMC that has restarted, or one that was cleared, is another one.
        if (type === "snapshot" || type === "logCleared") entries.value = undefined;
      }),
    [listen, entries],
  );
  return { value: entries.value, failure, refresh };
}
