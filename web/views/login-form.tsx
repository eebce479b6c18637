import { useEffect, useRef, useState } from "preact/hooks";
import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Icon } from "../components/icon.tsx";
import { ThemeButton } from "../components/theme-button.tsx";

export interface LoginFormProps {
  /** Somebody types. */
  readonly onInput: () => void;
}

export function LoginForm({ onInput }: LoginFormProps) {
  const page = usePage();
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    setBusy(true);
    setFailure(await page.logIn(String(data.get("userName")), String(data.get("password"))));
    setBusy(false);
    form.querySelector<HTMLInputElement>("input[name=password]")?.select();
  };

  return (
    <main class="login">
      <form class="card" onInput={onInput} onSubmit={submit}>
        <img src={address("icon.svg")} alt="" width="40" height="40" />
        <h1>{t("Log in")}</h1>
        <p class="muted">{t("Management of {host}", { host: location.host })}</p>
        {page.notice.value && (
          <p class="note">
            <Icon name="info" />
            {page.notice.value}
          </p>
        )}
        <label>
          {t("User name")}
          <input
            name="userName"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            ref={first}
          />
        </label>
        <label>
          {t("Password")}
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        {failure && (
          <p class="note error" role="alert">
            <Icon name="alert" />
            {failure}
          </p>
        )}
        <button type="submit" class="button primary" disabled={isBusy}>
          <span>{t("Log in")}</span>
        </button>
      </form>
      <ThemeButton />
    </main>
  );
}
