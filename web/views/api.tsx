import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { useResource } from "../app/resource.ts";
import { route } from "../app/route.ts";
import { matchOf, type OpenApi, operationsOf } from "../redfish/open-api.ts";
import { ApiList } from "./api-list.tsx";
import { ApiOperation } from "./api-operation.tsx";
import "../styles/api.css";

export interface ApiTarget {
  readonly method: string;
  readonly uri: string;
}

/** What the service offers, by its own description of itself, to be tried at once. */
export function Api() {
  const { value: document, failure } = useResource<OpenApi>("redfish/v1/openapi.json");
  const operations = useMemo(() => (document ? operationsOf(document) : []), [document]);
  /** Parameters keep what was last put in for their names. */
  const values = useSignal<Readonly<Record<string, string>>>({});
  const { query } = route.value;
  const target: ApiTarget = {
    method: query.get("method") ?? "GET",
    uri: query.get("uri") ?? "/redfish/v1",
  };
  const match = matchOf(operations, target.method, target.uri);
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (match) values.value = { ...values.value, ...match.values };
    pane.current?.scrollTo(0, 0);
  }, [match?.operation, target.uri]);

  if (!document) return <p class="blank">{failure ?? t("Reading what the service offers …")}</p>;
  return (
    <div class="api">
      <ApiList operations={operations} shown={match?.operation} />
      <div class="api-pane" ref={pane}>
        {match ? (
          <ApiOperation
            key={`${target.method} ${match.operation.path}`}
            document={document}
            operation={match.operation}
            values={values}
            target={target}
          />
        ) : (
          <p class="blank">
            {t("The service's description has no {method} of {uri}.", {
              method: target.method,
              uri: target.uri,
            })}
          </p>
        )}
      </div>
    </div>
  );
}
