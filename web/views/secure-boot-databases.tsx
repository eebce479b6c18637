import { useSignal } from "@preact/signals";
import { dayWords, nameWords, validityProblem } from "../app/certificate-words.ts";
import { t, translated } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useReading, useResource } from "../app/resource.ts";
import { Read } from "../components/read.tsx";
import {
  type Certificate,
  type SecureBootDatabase,
  secureBootDatabasesUri,
} from "../redfish/machine-resources.ts";
import { type Collection, readable } from "../redfish/resources.ts";

const titles = translated<Record<string, string>>({
  PK: "Platform key",
  KEK: "Key exchange keys",
  db: "What may start",
  dbx: "What may not start",
});

/** What the firmware trusts and what it refuses. */
export function SecureBootDatabases() {
  const databases = useResource<Collection<SecureBootDatabase>>(`${secureBootDatabasesUri}?$expand=.`);
  return (
    <Read of={databases}>
      {collection => (
        <div class="databases">
          {readable(collection).map(({ DatabaseId }) => (
            <Database key={DatabaseId} id={DatabaseId} />
          ))}
        </div>
      )}
    </Read>
  );
}

function Database({ id }: { readonly id: string }) {
  const isOpen = useSignal(false);
  return (
    <details
      onToggle={event => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>
        <strong>{id}</strong> {titles[id]}
      </summary>
      {isOpen.value && <Content id={id} />}
    </details>
  );
}

interface Keys {
  readonly certificates: readonly Certificate[];
  /** Of programs, by their hashes. */
  readonly signatures: number;
}

function Content({ id }: { readonly id: string }) {
  const { redfish } = usePage();
  const keys = useSignal<Keys | undefined>(undefined);
  const { failure, refresh } = useReading(async () => {
    const uri = `${secureBootDatabasesUri}/${id}`;
    const [certificates, signatures] = await Promise.all([
      redfish.get<Collection<Certificate>>(`${uri}/Certificates?$expand=.`),
      redfish.get<Collection<never>>(`${uri}/Signatures?$top=0`),
    ]);
    keys.value = {
      certificates: readable(certificates),
      signatures: signatures["Members@odata.count"],
    };
  }, ["secureBootChanged"]);
  return (
    <Read of={{ value: keys.value, failure, refresh }}>
      {({ certificates, signatures }) => (
        <ul class="plain-list signing-keys">
          {certificates.map(certificate => (
            <li key={certificate.Id}>
              <strong>{nameWords(certificate.Subject)}</strong>
              <span class="muted">
                {t("by {issuer}, valid {from} to {to}", {
                  issuer: nameWords(certificate.Issuer),
                  from: dayWords(certificate.ValidNotBefore),
                  to: dayWords(certificate.ValidNotAfter),
                })}{" "}
                {validityProblem(certificate)}
              </span>
              <code class="fingerprint">{certificate.Fingerprint}</code>
            </li>
          ))}
          {signatures > 0 && (
            <li>
              {signatures === 1
                ? t("One program by its hash")
                : t("{count} programs by their hashes", { count: signatures })}
            </li>
          )}
          {certificates.length === 0 && signatures === 0 && <li class="muted">{t("Empty.")}</li>}
        </ul>
      )}
    </Read>
  );
}
