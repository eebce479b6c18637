import { type Language, language, languages, t } from "../app/language.ts";
import { openPanel } from "../app/panels.ts";
import { shortcutKeys } from "../app/shortcuts.ts";
import { theme, themes, themeWords } from "../app/theme.ts";
import type { Command } from "./command.ts";
import type { CommandSource } from "./source.ts";

const languageNames = Object.keys(languages) as Language[];
const already = (is: boolean): string | undefined => (is ? t("This is set already.") : undefined);

/** What is about this page and who looks at it. */
export const pageCommands: CommandSource = page => [
  ...themes.map(
    (name): Command => ({
      id: `theme-${name}`,
      title: "Theme: {name}",
      values: { name: themeWords[name] },
      about: "This page",
      icon: "sun",
      words: `colour color scheme mode ${name}`,
      unavailable: already(theme.value === name),
      run() {
        theme.value = name;
      },
    }),
  ),
  ...languageNames.map(
    (name): Command => ({
      id: `language-${name}`,
      title: "Language: {name}",
      values: { name: languages[name] },
      about: "This page",
      icon: "globe",
      words: "english japanese nihongo",
      unavailable: already(language.value === name),
      run() {
        language.value = name;
      },
    }),
  ),
  {
    id: "requests",
    title: "Copy as curl or ipmitool",
    about: "This page",
    icon: "code",
    words: "requests commands shell script redfish ipmi api",
    run: () => openPanel("requests"),
  },
  {
    id: "rehearsal",
    about: "This page",
    icon: "code",
    words: "dry run rehearsal curl ipmitool",
    run() {
      page.isRehearsal.value = !page.isRehearsal.value;
    },
    ...(page.isRehearsal.value
      ? { title: "Do things again, instead of showing their commands" }
      : { title: "Show commands instead of doing things" }),
  },
  {
    id: "shortcuts",
    title: "Keyboard shortcuts",
    about: "This page",
    icon: "keyboard",
    words: "keys help",
    keys: shortcutKeys.list,
    run: () => openPanel("shortcuts"),
  },
  {
    id: "notifications",
    title: "Notifications of the browser",
    about: "This page",
    icon: "bell",
    words: "alerts desktop",
    run: () => openPanel("notifications"),
  },
  {
    id: "password",
    title: "Change password",
    about: "Account",
    icon: "key",
    words: "user account",
    run() {
      location.hash = "#users";
    },
  },
  {
    id: "log-out",
    title: "Log out",
    about: "Account",
    icon: "leave",
    words: "sign out quit session",
    run: () => void page.logOut(),
  },
];
