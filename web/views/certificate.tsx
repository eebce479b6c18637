import { useSignal } from "@preact/signals";
import { dayWords, isSelfSigned, nameWords, validityProblem } from "../app/certificate-words.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { useResource } from "../app/resource.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { download } from "../components/download.ts";
import { Facts } from "../components/facts.tsx";
import { Icon } from "../components/icon.tsx";
import { Read } from "../components/read.tsx";
import type { Certificate as Resource } from "../redfish/machine-resources.ts";
import { httpsCertificatesUri } from "../redfish/manager-resources.ts";
import { InstallCertificateDialog } from "./install-certificate-dialog.tsx";
import { PageHead } from "./page-head.tsx";
import { SigningRequestDialog } from "./signing-request-dialog.tsx";
import "../styles/tables.css";
import "../styles/pages.css";

/** The certificate of page and Redfish. */
export function Certificate() {
  const { mayAdminister } = usePage();
  return (
    <div class="table-view certificate">
      <PageHead title={t("Certificate")} about={t("By which browsers and Redfish clients know this BMC.")} />
      {mayAdminister() ? (
        <Present />
      ) : (
        <p class="blank">
          {t(
            "Only administrators may read and change it here. Your browser shows it beside the address of the page.",
          )}
        </p>
      )}
    </div>
  );
}

type Open = "request" | "install" | undefined;

function Present() {
  const certificate = useResource<Resource>(`${httpsCertificatesUri}/1`, ["certificateReplaced"]);
  const open = useSignal<Open>(undefined);
  const request = useSignal<string | undefined>(undefined);
  const close = (): void => {
    open.value = undefined;
  };
  return (
    <Read of={certificate}>
      {value => (
        <div class="cards">
          <Card
            title={t("In use now")}
            tools={
              <Button icon="download" onClick={() => savePem("bmc.crt", value.CertificateString)}>
                {t("Download")}
              </Button>
            }
          >
            <Warnings certificate={value} />
            <Facts of={factsOf(value)} />
          </Card>
          <Card
            title={t("Another certificate")}
            about={t("An authority signs a request that the BMC makes; or bring a certificate with its key.")}
          >
            <ol class="steps-list">
              <li>
                <Button
                  icon="key"
                  onClick={() => {
                    open.value = "request";
                  }}
                >
                  {t("Make a signing request")}
                </Button>
                {request.value !== undefined && <Request pem={request.value} />}
              </li>
              <li>
                <p>{t("Let your authority sign it.")}</p>
              </li>
              <li>
                <Button
                  icon="upload"
                  kind="primary"
                  onClick={() => {
                    open.value = "install";
                  }}
                >
                  {t("Install a certificate")}
                </Button>
              </li>
            </ol>
          </Card>
          {open.value === "request" && (
            <SigningRequestDialog
              present={value}
              onMade={pem => {
                request.value = pem;
              }}
              onClose={close}
            />
          )}
          {open.value === "install" && <InstallCertificateDialog onClose={close} />}
        </div>
      )}
    </Read>
  );
}

const savePem = (name: string, pem: string): void =>
  download(name, new Blob([pem], { type: "application/x-pem-file" }));

function Request({ pem }: { readonly pem: string }) {
  return (
    <div class="request">
      <textarea readonly aria-label={t("Certificate signing request")} rows={8} value={pem} />
      <Button icon="download" onClick={() => savePem("bmc.csr", pem)}>
        {t("Download the request")}
      </Button>
      <p class="muted">
        {t("Its key stays in the BMC until the certificate comes. Another request takes its place.")}
      </p>
    </div>
  );
}

function Warnings({ certificate }: { readonly certificate: Resource }) {
  const problem = validityProblem(certificate);
  return (
    <>
      {problem !== undefined && (
        <div class="problem" role="alert">
          <Icon name="alert" />
          <p>{problem}</p>
        </div>
      )}
      {isSelfSigned(certificate) && (
        <div class="caution">
          <Icon name="info" />
          <p>
            {t(
              "The BMC has signed it itself, so browsers warn of it. Compare the fingerprint to be sure that nobody stands between.",
            )}
          </p>
        </div>
      )}
    </>
  );
}

function factsOf(certificate: Resource) {
  const { Subject, Issuer, ValidNotBefore, ValidNotAfter, CertificateType } = certificate;
  return [
    [t("Subject"), nameWords(Subject)],
    [t("Names"), Subject.AlternativeNames?.join(", ")],
    [t("Issued by"), isSelfSigned(certificate) ? t("Itself") : nameWords(Issuer)],
    [t("Valid"), t("{from} to {to}", { from: dayWords(ValidNotBefore), to: dayWords(ValidNotAfter) })],
    [t("Used for"), certificate.KeyUsage.join(", ").replace(/([a-z])([A-Z])/g, "$1 $2")],
    [
      t("Comes with"),
      CertificateType === "PEMchain" ? t("The certificates that lead to its root") : undefined,
    ],
    [t("Serial number"), <code key="serial">{certificate.SerialNumber}</code>],
    [
      t("SHA-256 fingerprint"),
      <code key="fingerprint" class="fingerprint">
        {certificate.Fingerprint}
      </code>,
    ],
  ] as const;
}
