import { useEffect, useRef } from "preact/hooks";
import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { openPanel } from "../app/panels.ts";
import { route, views, viewTitles } from "../app/route.ts";
import { keysOfView, shortcutKeys, withKeys } from "../app/shortcuts.ts";
import { powerWords } from "../app/words.ts";
import { Tool } from "../components/button.tsx";
import { ThemeButton } from "../components/theme-button.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Bell } from "./bell.tsx";
import { ConsoleLayout } from "./console-layout.tsx";
import { IdentifyButton } from "./identify-button.tsx";
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

  const links = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a narrow screen it may stand beyond the edge.
    const link = links.current?.children[views.indexOf(shown)];
    link?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [shown]);

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
      <nav aria-label={t("Views")}>
        <div class="links" ref={links}>
          {views.map(view => (
            <a
              key={view}
              href={`#${view}`}
              aria-current={view === shown ? "page" : undefined}
              title={keysOfView(view)}
            >
              {viewTitles[view]}
            </a>
          ))}
        </div>
        {shown === "console" && <ConsoleLayout />}
      </nav>
    </header>
  );
}
