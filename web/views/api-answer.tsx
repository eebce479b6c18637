import { countWords, t } from "../app/language.ts";
import { apiHash } from "./api-hash.ts";

export interface Answer {
  readonly uri: string;
  readonly status: number;
  readonly statusText: string;
  readonly milliseconds: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}

/** Longer answers would hold the browser for too long. */
const mostCharacters = 400_000;

export function ApiAnswer({ answer }: { readonly answer: Answer }) {
  const { status, statusText, milliseconds, headers, text, uri } = answer;
  const kind = status < 300 ? "OK" : status < 500 ? "Warning" : "Critical";
  return (
    <section class="card api-answer" aria-label={t("Answer")}>
      <p class="row" role="status">
        <strong class={`health ${kind}`}>
          {status} {statusText}
        </strong>
        <span class="muted">
          {t("{milliseconds} ms, {count} characters", {
            milliseconds: countWords(Math.round(milliseconds)),
            count: countWords(text.length),
          })}
        </span>
      </p>
      <p class="muted">
        <code>{uri}</code>
      </p>
      <details>
        <summary>{t("Headers")}</summary>
        <pre tabindex={0}>{headers.map(([name, value]) => `${name}: ${value}`).join("\n")}</pre>
      </details>
      {text !== "" && <Linked text={pretty(text)} />}
    </section>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2).slice(0, mostCharacters);
  } catch {
    return text.slice(0, mostCharacters);
  }
}

/** Every address of the service in it can be followed. */
function Linked({ text }: { readonly text: string }) {
  const parts = text.split(/"(\/redfish\/v1[^"\s]*)"/);
  return (
    <pre tabindex={0}>
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <>
            "<a href={apiHash("GET", part)}>{part}</a>"
          </>
        ),
      )}
    </pre>
  );
}
