import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { route, viewEntries, viewGroups, views, viewTitles } from "../app/route.ts";
import { keysOfView, withKeys } from "../app/shortcuts.ts";
import { stored } from "../app/stored.ts";
import { Tool } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { useMedia } from "../components/media-query.ts";

type Room = "narrow" | "middle" | "wide";

/** How much room there is for the navigation: none beside the view, for pictures only, or for words. */
export function useRoom(): Room {
  const isNarrow = useMedia("(max-width: 760px)");
  const isWide = useMedia("(min-width: 1100px)");
  if (isNarrow) return "narrow";
  return isWide ? "wide" : "middle";
}

const forms = ["words", "pictures"] as const;
type Form = (typeof forms)[number];
const isForm = (form: Form): boolean => forms.includes(form);
/** The consoles want the room for themselves, so their choice is another one. */
const chosen = {
  console: stored<Form>("navigationBesideConsole", "pictures", isForm),
  others: stored<Form>("navigation", "words", isForm),
};

/** The views, beside the one that is shown. */
export function SideBar() {
  const room = useRoom();
  const choice = route.value.view === "console" ? chosen.console : chosen.others;
  if (room === "narrow") return null;
  const form = room === "wide" ? choice.value : "pictures";
  const isShort = form === "pictures";
  return (
    <div class={`side-bar ${form}`}>
      <SkipLink />
      <Views isShort={isShort} />
      {room === "wide" && (
        <Tool
          icon={isShort ? "right" : "left"}
          label={isShort ? t("Show the names of the views") : t("Show only the pictures of the views")}
          onClick={() => {
            choice.value = isShort ? "words" : "pictures";
          }}
        />
      )}
    </div>
  );
}

/** What a narrow screen shows instead: the view's name, which opens the list of all. */
export function NavigationDrawer() {
  const { view } = route.value;
  const { icon } = viewEntries[view];
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    const close = (): void => shown?.close();
    const closeAfterChoice = ({ target }: Event): void => {
      // Its own box is what stands around the list.
      if (target === shown || (target instanceof Element && target.closest("a"))) close();
    };
    addEventListener("hashchange", close);
    shown?.addEventListener("click", closeAfterChoice);
    return () => {
      removeEventListener("hashchange", close);
      shown?.removeEventListener("click", closeAfterChoice);
    };
  }, []);
  return (
    <>
      <button
        type="button"
        class="button quiet opener"
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="menu" />
        <span class="hidden">{t("All views, now:")} </span>
        <Icon name={icon} />
        <span>{viewTitles[view]}</span>
      </button>
      <dialog ref={dialog} class="drawer" aria-label={t("Views")}>
        <div class="drawer-content">
          <Tool icon="close" label={t("Close")} onClick={() => dialog.current?.close()} />
          <Views isShort={false} />
        </div>
      </dialog>
    </>
  );
}

function SkipLink() {
  return (
    <button
      type="button"
      class="button primary skip"
      onClick={() => document.querySelector<HTMLElement>("main")?.focus()}
    >
      {t("Skip the list of views")}
    </button>
  );
}

function Views({ isShort }: { readonly isShort: boolean }) {
  const id = useId();
  return (
    <nav aria-label={t("Views")}>
      {Object.entries(viewGroups).map(([group, title]) => (
        <div key={group}>
          <p id={`${id}-${group}`} class={isShort ? "hidden" : "group-title"}>
            {title}
          </p>
          <ul class="plain-list" aria-labelledby={`${id}-${group}`}>
            {views
              .filter(view => viewEntries[view].group === group)
              .map(view => (
                <li key={view}>
                  <a
                    href={`#${view}`}
                    aria-current={view === route.value.view ? "page" : undefined}
                    title={isShort ? withKeys(viewTitles[view], keysOfView(view)) : keysOfView(view)}
                  >
                    <Icon name={viewEntries[view].icon} />
                    <span class={isShort ? "hidden" : undefined}>{viewTitles[view]}</span>
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
