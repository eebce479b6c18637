import { subjectParts } from "../app/certificate-words.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { SelectField, TextAreaField, TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import type { Certificate } from "../redfish/machine-resources.ts";
import { generateCsrUri, httpsCertificatesUri, type SigningRequest } from "../redfish/manager-resources.ts";

export interface SigningRequestDialogProps {
  /** Whose names are proposed. */
  readonly present: Certificate;
  readonly onMade: (pem: string) => void;
  readonly onClose: () => void;
}

const keys = {
  p256: {
    words: "ECDSA P-256",
    asked: { KeyPairAlgorithm: "TPM_ALG_ECDSA", KeyCurveId: "TPM_ECC_NIST_P256" },
  },
  p384: {
    words: "ECDSA P-384",
    asked: { KeyPairAlgorithm: "TPM_ALG_ECDSA", KeyCurveId: "TPM_ECC_NIST_P384" },
  },
  rsa3072: { words: "RSA 3072", asked: { KeyPairAlgorithm: "TPM_ALG_RSA", KeyBitLength: 3072 } },
  rsa4096: { words: "RSA 4096", asked: { KeyPairAlgorithm: "TPM_ALG_RSA", KeyBitLength: 4096 } },
} as const;
type Key = keyof typeof keys;

const keyWords = Object.fromEntries(Object.entries(keys).map(([key, { words }]) => [key, words])) as Record<
  Key,
  string
>;
const isKey = (name: string): name is Key => Object.hasOwn(keys, name);

export function SigningRequestDialog({ present, onMade, onClose }: SigningRequestDialogProps) {
  const { redfish } = usePage();
  const { Subject } = present;
  const make = async (data: FormData): Promise<void> => {
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    const key = text("Key");
    const { CSRString } = await redfish.ask<SigningRequest>(generateCsrUri, {
      CertificateCollection: { "@odata.id": `/${httpsCertificatesUri}` },
      ...Object.fromEntries(subjectParts.flatMap(name => (text(name) === "" ? [] : [[name, text(name)]]))),
      AlternativeNames: text("AlternativeNames")
        .split(/[\s,]+/)
        .filter(Boolean),
      ...(isKey(key) && keys[key].asked),
    });
    onMade(CSRString);
  };
  const field = (name: (typeof subjectParts)[number], label: string, input = {}) => (
    <TextField name={name} label={label} input={{ maxLength: 64, autocomplete: "off", ...input }} />
  );
  return (
    <FormDialog title={t("Make a signing request")} submitLabel={t("Make")} onSubmit={make} onClose={onClose}>
      <TextField
        name="CommonName"
        label={t("Common name")}
        hint={t("The name by which the BMC is reached.")}
        initial={Subject.CommonName}
        input={{ required: true, maxLength: 64, autocomplete: "off" }}
      />
      <TextAreaField
        name="AlternativeNames"
        label={t("All its names and addresses")}
        hint={t("One a line. Browsers look only at these.")}
        initial={Subject.AlternativeNames?.join("\n")}
        rows={4}
      />
      <div class="pairs two">
        {field("Organization", t("Organization"))}
        {field("OrganizationalUnit", t("Unit"))}
        {field("City", t("City"))}
        {field("State", t("State"))}
        {field("Country", t("Country"), { maxLength: 2, pattern: "[A-Z]{2}", placeholder: "JP" })}
        {field("Email", t("E-mail"))}
      </div>
      <SelectField<Key> name="Key" label={t("Key")} options={keyWords} initial="p256" />
    </FormDialog>
  );
}
