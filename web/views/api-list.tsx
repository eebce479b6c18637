import { useState } from "preact/hooks";
import { t } from "../app/language.ts";
import { grouped, type Operation } from "../redfish/open-api.ts";
import { apiHash } from "./api-hash.ts";

export interface ApiListProps {
  readonly operations: readonly Operation[];
  readonly shown: Operation | undefined;
}

/** All operations by what they are about. */
export function ApiList({ operations, shown }: ApiListProps) {
  const [text, setText] = useState("");
  const words = text.toLowerCase().split(/\s+/);
  const fits = ({ method, path, group }: Operation): boolean => {
    const all = `${method} ${path} ${group}`.toLowerCase();
    return words.every(word => all.includes(word));
  };
  const groups = [...grouped(operations.filter(fits))].sort(([a], [b]) => (a < b ? -1 : 1));
  const isSearching = text.trim() !== "";
  return (
    <nav class="api-list" aria-label={t("Operations")}>
      <input
        type="search"
        aria-label={t("Search the operations")}
        placeholder={t("Search")}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
      />
      <p class="muted" role="status">
        {t("{count} operations, Redfish and OpenAPI 3.1", {
          count: groups.flatMap(([, each]) => each).length,
        })}
      </p>
      {groups.map(([group, members]) => (
        <details key={`${group} ${isSearching}`} open={isSearching || group === shown?.group}>
          <summary>
            {group} <span class="muted">{members.length}</span>
          </summary>
          <ul class="plain-list">
            {members.map(operation => (
              <li key={`${operation.method} ${operation.path}`}>
                <a
                  href={apiHash(operation.method, operation.path)}
                  aria-current={operation === shown ? "page" : undefined}
                >
                  <span class={`method ${operation.method}`}>{operation.method}</span>
                  <span class="path">{operation.path.replace("/redfish/v1", "") || "/"}</span>
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}
