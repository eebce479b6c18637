import { eventWords } from "../app/event-words.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Time } from "../components/time.tsx";

/** More of them are a matter for the event log. */
const most = 12;

export function EventsCard() {
  const { events } = usePage();
  return (
    <section class="card" aria-labelledby="events-card">
      <h2 id="events-card">{t("Since you opened this page")}</h2>
      {events.value.length === 0 ? (
        <p class="muted">
          {t("Nothing yet. What happens to the machine, by whomever, shows here at once, without a reload.")}
        </p>
      ) : (
        <ol class="events" reversed>
          {events.value.slice(0, most).map((event, index) => (
            <li key={events.value.length - index}>
              <Time iso={event.at} form="clock" />
              <span>{eventWords(event)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
