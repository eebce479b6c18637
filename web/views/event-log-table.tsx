import { t } from "../app/language.ts";
import { sourceWords, writerWords } from "../app/log-words.ts";
import { usePage } from "../app/page.ts";
import { Tool } from "../components/button.tsx";
import { Health } from "../components/health.tsx";
import { Time } from "../components/time.tsx";
import { type LogEntry, logEntriesUri } from "../redfish/resources.ts";

export function EventLogTable({ entries }: { readonly entries: readonly LogEntry[] }) {
  const page = usePage();
  const mayDelete = page.mayControl();
  const remove = ({ Id, Message }: LogEntry): void => {
    page.confirmation.value = {
      title: t("Delete entry {id}?", { id: Id }),
      text: t('"{message}" is deleted for everyone and for good.', { message: Message }),
      label: t("Delete"),
      run: () => void page.attempt(() => page.redfish.delete(`${logEntriesUri}/${Id}`)),
    };
  };
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
          {mayDelete && (
            <th scope="col">
              <span class="hidden">{t("Actions")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {entries.map(entry => (
          <Row key={entry.Id} entry={entry} {...(mayDelete && { onDelete: () => remove(entry) })} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly entry: LogEntry;
  /** Absent for who may not. */
  readonly onDelete?: () => void;
}

function Row({ entry, onDelete }: RowProps) {
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
      {onDelete && (
        <td class="actions">
          <Tool icon="trash" label={t("Delete entry {id}", { id: Id })} onClick={onDelete} />
        </td>
      )}
    </tr>
  );
}
