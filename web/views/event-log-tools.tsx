import { t, translated } from "../app/language.ts";
import { asCsv, asJson } from "../app/log-export.ts";
import type { LogFilter } from "../app/log-words.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { download, stampedName } from "../components/download.ts";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import type { LogEntry } from "../redfish/resources.ts";

const severities = translated({
  "": "Every severity",
  Critical: "Critical",
  Warning: "Warning",
  OK: "OK",
});

/** By hours before now. */
const times = translated({ "": "Any time", "1": "Last hour", "24": "Last day", "168": "Last 7 days" });

export interface EventLogToolsProps {
  /** What is shown, newest first: that is what is exported. */
  readonly found: readonly LogEntry[];
  readonly total: number;
  readonly filter: LogFilter;
  readonly onFilter: (filter: LogFilter) => void;
}

export function EventLogTools({ found, total, filter, onFilter }: EventLogToolsProps) {
  const page = usePage();
  const save = (extension: string, type: string, text: string): void =>
    download(stampedName("event-log", extension), new Blob([text], { type }));
  return (
    <search class="filters">
      <input
        type="search"
        aria-label={t("Search the event log")}
        placeholder={t("Search")}
        value={filter.text}
        onInput={event => onFilter({ ...filter, text: event.currentTarget.value })}
      />
      <select
        aria-label={t("Severity")}
        value={filter.severity}
        onChange={event => onFilter({ ...filter, severity: event.currentTarget.value })}
      >
        {Object.entries(severities).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <select
        aria-label={t("Time")}
        value={filter.hours}
        onChange={event => onFilter({ ...filter, hours: event.currentTarget.value })}
      >
        {Object.entries(times)
          .sort(([a], [b]) => Number(a) - Number(b))
          .map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
      </select>
      <Popover
        label={t("Export what is shown")}
        buttonClass="button plain"
        button={
          <>
            <Icon name="download" />
            <span>{t("Export")}</span>
          </>
        }
      >
        <Button kind="quiet" onClick={() => save("json", "application/json", asJson(found))}>
          JSON
        </Button>
        <Button kind="quiet" onClick={() => save("csv", "text/csv", asCsv(found))}>
          CSV
        </Button>
      </Popover>
      <Button
        icon="trash"
        kind="plain"
        disabled={!page.mayControl() || total === 0}
        onClick={page.clearEventLog}
      >
        {t("Clear")}
      </Button>
    </search>
  );
}
