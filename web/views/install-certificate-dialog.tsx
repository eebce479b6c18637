import { useId, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { TextAreaField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { httpsCertificatesUri, replaceCertificateUri } from "../redfish/manager-resources.ts";

export function InstallCertificateDialog({ onClose }: { readonly onClose: () => void }) {
  const page = usePage();
  const id = useId();
  const fields = useRef<HTMLDivElement>(null);
  /** Key and certificate may be in a file each. */
  const fill = async (files: FileList | null): Promise<void> => {
    const area = fields.current?.querySelector("textarea");
    const texts = await Promise.all([...(files ?? [])].map(file => file.text()));
    if (area) area.value = texts.join("\n");
  };
  const install = async (data: FormData): Promise<void> => {
    await page.redfish.post(replaceCertificateUri, {
      CertificateString: String(data.get("CertificateString")),
      CertificateType: "PEM",
      CertificateUri: { "@odata.id": `/${httpsCertificatesUri}/1` },
    });
    page.toasts.show("info", t("New connections get the new certificate. Reload the page to see it."));
  };
  return (
    <FormDialog
      title={t("Install a certificate")}
      submitLabel={t("Install")}
      onSubmit={install}
      onClose={onClose}
    >
      <div class="field">
        <label for={id}>{t("From files")}</label>
        <input
          id={id}
          type="file"
          multiple
          accept=".pem,.crt,.cer,.key,.txt"
          onChange={event => void fill(event.currentTarget.files)}
        />
      </div>
      <div ref={fields}>
        <TextAreaField
          name="CertificateString"
          label={t("Certificate in PEM form")}
          hint={t(
            "Those that lead to its root may follow. Its key must come along unless the BMC made the request.",
          )}
          rows={9}
          isRequired
        />
      </div>
    </FormDialog>
  );
}
