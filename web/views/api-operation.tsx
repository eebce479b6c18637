import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { shellCommands } from "../app/commands-of-request.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { CopyButton } from "../components/copy-button.tsx";
import { isWhole, type OpenApi, type Operation, uriOf } from "../redfish/open-api.ts";
import { changes } from "../redfish/requests.ts";
import { type NetworkProtocol, networkProtocolUri } from "../redfish/resources.ts";
import { exampleOf } from "../redfish/schema-words.ts";
import type { ApiTarget } from "./api.tsx";
import { type Answer, ApiAnswer } from "./api-answer.tsx";
import { apiHash } from "./api-hash.ts";
import { ApiSchema } from "./api-schema.tsx";

export interface ApiOperationProps {
  readonly document: OpenApi;
  readonly operation: Operation;
  readonly values: Signal<Readonly<Record<string, string>>>;
  readonly target: ApiTarget;
}

/** One operation: its parameters and its body, to be sent with the person's own session. */
export function ApiOperation({ document, operation, values, target }: ApiOperationProps) {
  const page = usePage();
  const { method, path, parameters, privilege, request, response } = operation;
  const { schemas } = document.components;
  const protocol = useResource<NetworkProtocol>(networkProtocolUri).value;
  const query = useSignal(target.uri.split("?")[1] ?? "");
  const body = useSignal(request ? JSON.stringify(exampleOf(request, schemas), undefined, 2) : "");
  const answer = useSignal<Answer | undefined>(undefined);
  const isBusy = useSignal(false);

  const bare = uriOf(path, values.value);
  const uri = query.value === "" ? bare : `${bare}?${query.value}`;
  const parsed = request ? parse(body.value) : undefined;
  const isReady = isWhole(uri) && (!request || parsed !== undefined);

  const send = async (uri: string): Promise<void> => {
    isBusy.value = true;
    const begin = performance.now();
    await page.attempt(async () => {
      const got = await page.redfish.send(method, uri.slice(1), parsed);
      const text = await got.text();
      answer.value = {
        uri,
        status: got.status,
        statusText: got.statusText,
        milliseconds: performance.now() - begin,
        headers: [...got.headers],
        text,
      };
    });
    isBusy.value = false;
  };

  // A whole address is asked for at once: that is what its link is for.
  useEffect(() => {
    query.value = target.uri.split("?")[1] ?? "";
    if (method === "GET" && isWhole(target.uri)) void send(target.uri);
  }, [target.uri]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!changes(method)) {
      const hash = apiHash(method, uri);
      if (location.hash === hash) void send(uri);
      else location.hash = hash;
      return;
    }
    page.confirmation.value = {
      title: t("Send {method} to the BMC?", { method }),
      text: uri,
      label: t("Send"),
      run: () => void send(uri),
    };
  };

  const commands = shellCommands(
    page,
    { method, uri: uri.slice(1), body: parsed },
    protocol?.IPMI.Port ?? undefined,
  );
  return (
    <>
      <form class="card api-request" onSubmit={submit}>
        <h2>
          <span class={`method ${method}`}>{method}</span> <code>{path}</code>
        </h2>
        <p class="muted">{t("Privilege: {privilege}", { privilege })}</p>
        {parameters.map(name => (
          <label key={name}>
            {name}
            <input
              required
              spellcheck={false}
              value={values.value[name] ?? ""}
              onInput={event => {
                values.value = { ...values.value, [name]: event.currentTarget.value };
              }}
            />
          </label>
        ))}
        {method === "GET" && (
          <label>
            {t("Query")}
            <input
              spellcheck={false}
              placeholder="$expand=.&$select=Name"
              value={query.value}
              onInput={event => {
                query.value = event.currentTarget.value;
              }}
            />
          </label>
        )}
        {request && (
          <label>
            {t("Body")}
            <textarea
              rows={Math.min(16, body.value.split("\n").length + 1)}
              spellcheck={false}
              aria-invalid={parsed === undefined}
              value={body.value}
              onInput={event => {
                body.value = event.currentTarget.value;
              }}
            />
            {parsed === undefined && (
              <span class="fault" role="alert">
                {t("This is no JSON.")}
              </span>
            )}
          </label>
        )}
        <div class="row">
          <button type="submit" class="button primary" disabled={isBusy.value || !isReady}>
            <span>{t("Send")}</span>
          </button>
          <CopyButton text={commands.curl} label={t("Copy curl")} />
          {commands.ipmitool && <CopyButton text={commands.ipmitool} label={t("Copy ipmitool")} />}
        </div>
      </form>
      {answer.value && <ApiAnswer answer={answer.value} />}
      {request && <ApiSchema title={t("What the body may hold")} schema={request} schemas={schemas} />}
      {response && <ApiSchema title={t("What is answered")} schema={response} schemas={schemas} />}
    </>
  );
}

/** @returns undefined for what is no JSON */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
