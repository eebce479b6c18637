import { useEffect, useMemo, useState } from "preact/hooks";
import { countWords, t } from "../app/language.ts";
import { useLogEntries } from "../app/log-entries.ts";
import { isRecent, type LogFilter, matches } from "../app/log-words.ts";
import { useResource } from "../app/resource.ts";
import { route, showInAddress } from "../app/route.ts";
import { Button } from "../components/button.tsx";
import { type LogService, logServiceUri } from "../redfish/resources.ts";
import { EventLogTable } from "./event-log-table.tsx";
import { EventLogTools } from "./event-log-tools.tsx";
import "../styles/tables.css";
import "../styles/event-log.css";

/** Rows that are shown at once: thousands would make every new one slow. */
const portion = 200;

export function EventLog() {
  const { value: read, failure } = useLogEntries();
  const service = useResource<LogService>(logServiceUri, ["eventLogCleared"]).value;
  const { query } = route.value;
  const [filter, setFilter] = useState(filterOf(query));
  // Entries go by the BMC's clock, which may be another than this computer's.
  const ahead = useMemo(() => (service ? Date.parse(service.DateTime) - Date.now() : 0), [service]);
  const [most, setMost] = useState(portion);
  useEffect(() => showInAddress({ ...filter }), [filter]);
  // Another address of this view, from a link or the palette, is another filter.
  useEffect(() => setFilter(filterOf(query)), [query]);

  if (!read) return <p class="blank">{failure ?? t("Reading the event log …")}</p>;
  // In a full log the oldest entries go without a word.
  const entries = read.slice(-(service?.MaxNumberOfRecords ?? read.length));
  const now = Date.now() + ahead;
  const found = entries.filter(entry => matches(entry, filter) && isRecent(entry, filter, now)).reverse();
  const isFiltered = Object.values(filter).some(value => value !== "");
  return (
    <div class="table-view event-log">
      <header class="view-head">
        <h2>{t("Event log")}</h2>
        <Amount service={service} total={entries.length} found={isFiltered ? found.length : undefined} />
        <EventLogTools found={found} total={entries.length} filter={filter} onFilter={setFilter} />
      </header>
      {found.length === 0 ? (
        <p class="blank">{entries.length === 0 ? t("The event log is empty.") : t("No entry matches.")}</p>
      ) : (
        <EventLogTable entries={found.slice(0, most)} />
      )}
      {found.length > most && (
        <p class="more">
          <Button onClick={() => setMost(most + portion)}>
            {t("Show older ones ({count} more)", { count: countWords(found.length - most) })}
          </Button>
        </p>
      )}
      {failure !== undefined && <p class="blank">{failure}</p>}
    </div>
  );
}

const filterOf = (query: URLSearchParams): LogFilter => ({
  severity: query.get("severity") ?? "",
  text: query.get("text") ?? "",
  hours: query.get("hours") ?? "",
});

interface AmountProps {
  readonly service: LogService | undefined;
  readonly total: number;
  /** How many a filter leaves of them. */
  readonly found: number | undefined;
}

function Amount({ service, total, found }: AmountProps) {
  const count = total === 1 ? t("1 entry") : t("{count} entries", { count: countWords(total) });
  const entries = service
    ? t("{count} of at most {most}", { count, most: countWords(service.MaxNumberOfRecords) })
    : count;
  return (
    <p class="muted" role="status">
      {found === undefined ? entries : t("{found} found in {entries}", { found: countWords(found), entries })}
      {service?.Overflow && t("; older ones had to make room")}
      {service?.ServiceEnabled === false && t(". Logging is switched off: nothing new is added")}
    </p>
  );
}
