import { useSignal } from "@preact/signals";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import type { Known } from "../app/resource.ts";
import { durationWords } from "../app/time-words.ts";
import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Facts } from "../components/facts.tsx";
import { TextField } from "../components/field.tsx";
import { FormDialog } from "../components/form-dialog.tsx";
import { Read } from "../components/read.tsx";
import { type AccountService, accountServiceUri } from "../redfish/resources.ts";

const secondsWords = (seconds: number): string =>
  seconds < 60 ? t("{n} s", { n: seconds }) : durationWords(seconds * 1000);

/** What a password may be, and what comes of wrong ones. */
export function PasswordRulesCard({ service }: { readonly service: Known<AccountService> }) {
  const page = usePage();
  const isEditing = useSignal(false);
  return (
    <Card
      title={t("Passwords")}
      tools={
        page.mayAdminister() && (
          <Button
            icon="lock"
            onClick={() => {
              isEditing.value = true;
            }}
          >
            {t("Change the lock-out")}
          </Button>
        )
      }
    >
      <Read of={service}>
        {rules => (
          <>
            <Facts
              of={[
                [
                  t("Length"),
                  t("{min} to {max} characters; clients of IPMI 1.5 know 16 at most", {
                    min: rules.MinPasswordLength,
                    max: rules.MaxPasswordLength,
                  }),
                ],
                [t("Lock-out"), lockoutWords(rules)],
                [
                  t("Forgotten"),
                  t("Wrong passwords count for {time}", {
                    time: secondsWords(rules.AccountLockoutCounterResetAfter),
                  }),
                ],
              ]}
            />
            {isEditing.value && (
              <LockoutDialog
                rules={rules}
                onChanged={service.refresh}
                onClose={() => {
                  isEditing.value = false;
                }}
              />
            )}
          </>
        )}
      </Read>
    </Card>
  );
}

function lockoutWords({
  AccountLockoutThreshold: count,
  AccountLockoutDuration: seconds,
}: AccountService): string {
  if (count === 0) return t("Never");
  if (seconds === 0) return t("After {count} wrong passwords, until somebody unlocks the account", { count });
  return t("After {count} wrong passwords, for {time}", { count, time: secondsWords(seconds) });
}

interface LockoutDialogProps {
  readonly rules: AccountService;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

const names = [
  "AccountLockoutThreshold",
  "AccountLockoutDuration",
  "AccountLockoutCounterResetAfter",
] as const;

function LockoutDialog({ rules, onChanged, onClose }: LockoutDialogProps) {
  const { redfish } = usePage();
  const labels: Record<(typeof names)[number], string> = {
    AccountLockoutThreshold: t("Wrong passwords (0: never)"),
    AccountLockoutDuration: t("Seconds locked (0: until unlocked)"),
    AccountLockoutCounterResetAfter: t("Seconds until wrong ones are forgotten"),
  };
  const save = async (data: FormData): Promise<void> => {
    const changes = Object.fromEntries(names.map(name => [name, Number(data.get(name))]));
    await redfish.patch(accountServiceUri, changes);
    await onChanged();
  };
  return (
    <FormDialog title={t("Lock-out of accounts")} submitLabel={t("Save")} onSubmit={save} onClose={onClose}>
      {names.map(name => (
        <TextField
          key={name}
          name={name}
          label={labels[name]}
          initial={rules[name]}
          input={{ type: "number", min: 0, required: true }}
        />
      ))}
    </FormDialog>
  );
}
