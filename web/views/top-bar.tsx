import { useEffect } from "preact/hooks";
import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { route, viewTitles } from "../app/route.ts";
import { powerWords } from "../app/words.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import { ThemeButton } from "../components/theme-button.tsx";
import { IdentifyButton } from "./identify-button.tsx";
import { NavigationDrawer, useRoom } from "./navigation.tsx";
import { PowerButtons } from "./power-buttons.tsx";
import { PowerStatus } from "./power-status.tsx";

export function TopBar() {
  const { machine, session } = usePage();
  const name = machine.value?.hostName ?? "…";
  const power = machine.value && powerWords[machine.value.powerState];
  const { view: shown } = route.value;
  useEffect(() => {
    document.title = [t(viewTitles[shown]), name, location.host, power].filter(Boolean).join(" · ");
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
        <IdentifyButton />
        <ThemeButton />
        <Person userName={session.value?.userName ?? ""} role={session.value?.role ?? ""} />
      </div>
      {isNarrow && (
        <div class="place">
          <NavigationDrawer />
        </div>
      )}
    </header>
  );
}

function Person({ userName, role }: { readonly userName: string; readonly role: string }) {
  const page = usePage();
  return (
    <Popover label={`Account: ${userName}`} buttonClass="tool" button={<Icon name="user" />}>
      <p class="who">
        <strong>{userName}</strong>
        <span class="muted">{role}</span>
      </p>
      <Button
        icon="key"
        kind="quiet"
        onClick={() => {
          location.hash = "#users";
        }}
      >
        Change password
      </Button>
      <Button icon="leave" kind="quiet" onClick={() => void page.logOut()}>
        Log out
      </Button>
    </Popover>
  );
}
