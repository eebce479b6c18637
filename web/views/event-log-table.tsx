import { t } from "../app/language.ts";
import { sourceWords, writerWords } from "../app/log-words.ts";
import { Health } from "../components/health.tsx";
import { Time } from "../components/time.tsx";
import type { LogEntry } from "../redfish/resources.ts";

export function EventLogTable({ entries }: { readonly entries: readonly LogEntry[] }) {
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t("Time")}</th>
          <th scope="col">{t("Severity")}</th>
          <th scope="col">{t("Message")}</th>
          <th scope="col">{t("Origin")}</th>
          <th scope="col" class="number">
            {t("No.")}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map(entry => (
          <Row key={entry.Id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ entry }: { readonly entry: LogEntry }) {
  const { Id, Created, Severity, Message, EntryCode, MessageId } = entry;
  const source = sourceWords(entry);
  return (
    <tr>
      <td class="time">
        <Time iso={Created} />
      </td>
      <td class="status">
        <Health of={Severity} />
      </td>
      <td class="message" lang="en" title={[EntryCode, MessageId].filter(Boolean).join(", ")}>
        {Message}
      </td>
      <td class="source">
        {source && <span>{source}</span>}
        <span class="muted">{writerWords(entry)}</span>
      </td>
      <td class="number muted id">{Id}</td>
    </tr>
  );
}
