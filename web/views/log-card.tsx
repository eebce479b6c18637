import { t } from "../app/language.ts";
import { useLogEntries } from "../app/log-entries.ts";
import { Health } from "../components/health.tsx";
import { Time } from "../components/time.tsx";

const most = 6;

/** The newest entries of the event log. */
export function LogCard() {
  const { value: entries, failure } = useLogEntries(most);
  return (
    <section class="card" aria-labelledby="log-card">
      <header class="card-head">
        <h2 id="log-card">{t("Event log")}</h2>
        <a href="#event-log">{t("All entries")}</a>
      </header>
      {entries?.length === 0 || !entries ? (
        <p class="muted">
          {entries
            ? t(
                "The event log is empty. Starts, stops, logins that failed and sensors beyond their limits come in here.",
              )
            : (failure ?? "…")}
        </p>
      ) : (
        <ol class="events log" reversed>
          {[...entries].reverse().map(({ Id, Created, Severity, Message }) => (
            <li key={Id}>
              <Time iso={Created} />
              <Health of={Severity} />
              <span lang="en">{Message}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
