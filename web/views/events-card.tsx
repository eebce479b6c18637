import { eventWords } from "../app/event-words.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Time } from "../components/time.tsx";

export function EventsCard() {
  const { events } = usePage();
  return (
    <section class="card" aria-labelledby="events-card">
      <h2 id="events-card">{t("Since you opened this page")}</h2>
      {events.value.length === 0 ? (
        <p class="muted">{t("Nothing has happened.")}</p>
      ) : (
        <ol class="events" reversed>
          {events.value.map((event, index) => (
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
