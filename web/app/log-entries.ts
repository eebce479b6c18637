import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { RedfishFailure } from "../redfish/client.ts";
import { type Collection, type LogEntry, logEntriesUri, readable } from "../redfish/resources.ts";
import { usePage } from "./page.ts";
import { type Known, useReading } from "./resource.ts";

/** With more news than this the whole log is read at once. */
const mostSingly = 8;

/** After these what has been read is of no more use. */
const changesAll: ReadonlySet<string> = new Set(["snapshot", "eventLogCleared", "eventLogEntryDeleted"]);

/** Entries of the event log from the oldest to the newest, kept up to date; `last` only so many of the newest. */
export function useLogEntries(last?: number): Omit<Known<readonly LogEntry[]>, "refresh"> {
  const { redfish, listen } = usePage();
  const entries = useSignal<readonly LogEntry[] | undefined>(undefined);
  /** What is to be read next: some new entries by their Ids, or all of it. */
  const wanted = useRef<Set<number> | "all">("all");

  const readAll = async (): Promise<readonly LogEntry[]> => {
    if (last === undefined) return readPages(redfish);
    const { "Members@odata.count": count } = await redfish.get<Collection<LogEntry>>(
      `${logEntriesUri}?$top=0`,
    );
    const skip = Math.max(0, count - last);
    return readable(await redfish.get<Collection<LogEntry>>(`${logEntriesUri}?$skip=${skip}`));
  };
  const readNew = async (ids: ReadonlySet<number>): Promise<readonly LogEntry[]> => {
    const news = await Promise.all([...ids].map(id => readEntry(redfish, id)));
    const known = entries.value ?? [];
    return [...known.filter(({ Id }) => !ids.has(Number(Id))), ...news.flatMap(entry => entry ?? [])];
  };

  const { failure, refresh } = useReading(async () => {
    const now = wanted.current;
    wanted.current = new Set();
    try {
      const read = now === "all" || now.size > mostSingly ? await readAll() : await readNew(now);
      entries.value = last === undefined ? read : read.slice(-last);
    } catch (error) {
      wanted.current = "all";
      throw error;
    }
  }, []);

  useEffect(
    () =>
      listen(message => {
        if (changesAll.has(message.type)) wanted.current = "all";
        else if (message.type !== "eventLogged") return;
        else if (wanted.current !== "all") wanted.current.add(message.id);
        void refresh();
      }),
    [listen, refresh],
  );
  return { value: entries.value, failure };
}

async function readPages(redfish: ReturnType<typeof usePage>["redfish"]): Promise<readonly LogEntry[]> {
  const entries: LogEntry[] = [];
  let next: string | undefined = logEntriesUri;
  while (next !== undefined) {
    const page: Collection<LogEntry> = await redfish.get(next);
    entries.push(...readable(page));
    next = page["Members@odata.nextLink"]?.slice(1);
  }
  return entries;
}

/** @returns undefined when it went before it was read */
async function readEntry(
  redfish: ReturnType<typeof usePage>["redfish"],
  id: number,
): Promise<LogEntry | undefined> {
  try {
    return await redfish.get<LogEntry>(`${logEntriesUri}/${id}`);
  } catch (error) {
    if (error instanceof RedfishFailure && error.status === 404) return undefined;
    throw error;
  }
}
