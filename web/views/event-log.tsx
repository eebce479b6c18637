import { useEffect, useMemo, useState } from "preact/hooks";
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
  const [filter, setFilter] = useState<LogFilter>({
    severity: query.get("severity") ?? "",
    text: query.get("text") ?? "",
    hours: query.get("hours") ?? "",
  });
  // Entries go by the BMC's clock, which may be another than this computer's.
  const ahead = useMemo(() => (service ? Date.parse(service.DateTime) - Date.now() : 0), [service]);
  const [most, setMost] = useState(portion);
  useEffect(() => showInAddress({ ...filter }), [filter]);

  if (!read) return <p class="blank">{failure ?? "Reading the event log …"}</p>;
  // In a full log the oldest entries go without a word.
  const entries = read.slice(-(service?.MaxNumberOfRecords ?? read.length));
  const now = Date.now() + ahead;
  const found = entries.filter(entry => matches(entry, filter) && isRecent(entry, filter, now)).reverse();
  const isFiltered = Object.values(filter).some(value => value !== "");
  return (
    <div class="table-view event-log">
      <header class="view-head">
        <h2>Event log</h2>
        <Amount service={service} total={entries.length} found={isFiltered ? found.length : undefined} />
        <EventLogTools found={found} total={entries.length} filter={filter} onFilter={setFilter} />
      </header>
      {found.length === 0 ? (
        <p class="blank">{entries.length === 0 ? "The event log is empty." : "No entry matches."}</p>
      ) : (
        <EventLogTable entries={found.slice(0, most)} />
      )}
      {found.length > most && (
        <p class="more">
          <Button onClick={() => setMost(most + portion)}>
            Show older ones ({(found.length - most).toLocaleString()} more)
          </Button>
        </p>
      )}
      {failure !== undefined && <p class="blank">{failure}</p>}
    </div>
  );
}

interface AmountProps {
  readonly service: LogService | undefined;
  readonly total: number;
  /** How many a filter leaves of them. */
  readonly found: number | undefined;
}

function Amount({ service, total, found }: AmountProps) {
  return (
    <p class="muted" role="status">
      {found !== undefined && `${found.toLocaleString()} found in `}
      {total.toLocaleString()} {total === 1 ? "entry" : "entries"}
      {service && ` of at most ${service.MaxNumberOfRecords.toLocaleString()}`}
      {service?.Overflow && "; older ones had to make room"}
      {service?.ServiceEnabled === false && ". Logging is switched off: nothing new is added"}
    </p>
  );
}
