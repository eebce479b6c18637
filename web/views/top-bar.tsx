import { useEffect } from "preact/hooks";
import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { openPanel } from "../app/panels.ts";
import { route, viewTitles } from "../app/route.ts";
import { shortcutKeys, withKeys } from "../app/shortcuts.ts";
import { powerWords } from "../app/words.ts";
import { Tool } from "../components/button.tsx";
import { ThemeButton } from "../components/theme-button.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Bell } from "./bell.tsx";
import { IdentifyButton } from "./identify-button.tsx";
import { NavigationDrawer, useRoom } from "./navigation.tsx";
import { PowerButtons } from "./power-buttons.tsx";
import { PowerStatus } from "./power-status.tsx";

export function TopBar() {
  const { machine } = usePage();
  const name = machine.value?.hostName ?? "…";
  const power = machine.value && powerWords[machine.value.powerState];
  const { view: shown } = route.value;
  useEffect(() => {
    document.title = [viewTitles[shown], name, location.host, power].filter(Boolean).join(" · ");
  }, [shown, name, power]);

  const isNarrow = useRoom() === "narrow";
  return (
    <header class="top-bar">
      <div class="brand">
        <img src={address("icon.svg")} alt="" width="28" height="28" />
        <div>
          <h1>{name}</h1>
          <p class="muted">{location.host}</p>
        </div>
      </div>
      <PowerStatus />
      <PowerButtons />
      <div class="person">
        <Tool
          icon="search"
          label={t("Commands")}
          title={withKeys(t("Commands"), shortcutKeys.palette)}
          onClick={() => openPanel("palette")}
        />
        <IdentifyButton />
        <span class="theme">
          <ThemeButton />
        </span>
        <Bell />
        <AccountMenu />
      </div>
      {isNarrow && (
        <div class="place">
          <NavigationDrawer />
        </div>
      )}
    </header>
  );
}
