import { type Language, language, languages, t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { openPanel } from "../app/panels.ts";
import { roleWords } from "../app/role-words.ts";
import { shortcutKeys } from "../app/shortcuts.ts";
import { theme, themeWords } from "../app/theme.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";

/** Who is logged in, and how they like the page. */
export function AccountMenu() {
  const page = usePage();
  const { userName, role } = page.session.value ?? { userName: "", role: "NoAccess" as const };
  return (
    <Popover
      label={t("Account: {name}", { name: userName })}
      buttonClass="tool"
      button={<Icon name="user" />}
    >
      <p class="who">
        <strong>{userName}</strong>
        <span class="muted">{t(roleWords[role].title)}</span>
      </p>
      <label class="menu-choice">
        <Icon name="globe" />
        <span>{t("Language")}</span>
        <select
          value={language.value}
          onChange={event => {
            language.value = event.currentTarget.value as Language;
          }}
        >
          {Object.entries(languages).map(([name, words]) => (
            <option key={name} value={name} lang={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label class="menu-choice">
        <Icon name="system" />
        <span>{t("Theme")}</span>
        <select
          value={theme.value}
          onChange={event => {
            theme.value = event.currentTarget.value as keyof typeof themeWords;
          }}
        >
          {Object.entries(themeWords).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <Button icon="code" kind="quiet" onClick={() => openPanel("requests")}>
        {t("Copy as curl or ipmitool")}
      </Button>
      <Button icon="bell" kind="quiet" onClick={() => openPanel("notifications")}>
        {t("Notifications of the browser")}
      </Button>
      <Button icon="keyboard" kind="quiet" title={shortcutKeys.list} onClick={() => openPanel("shortcuts")}>
        {t("Keyboard shortcuts")}
      </Button>
      <Button
        icon="key"
        kind="quiet"
        onClick={() => {
          location.hash = "#users";
        }}
      >
        {t("Change password")}
      </Button>
      <Button icon="leave" kind="quiet" onClick={() => void page.logOut()}>
        {t("Log out")}
      </Button>
    </Popover>
  );
}
