import { render } from "preact";
import { applyLanguage } from "./app/apply-language.ts";
import { askAgainForStyles } from "./app/ask-again-for-styles.ts";
import { Entrance } from "./app/entrance.tsx";
import { createPage, PageContext } from "./app/page.ts";
import { applyTheme } from "./app/theme.ts";
import "./styles/page.css";

applyTheme();
applyLanguage();
const page = createPage();
void page.begin();
askAgainForStyles();
render(
  <PageContext value={page}>
    <Entrance />
  </PageContext>,
  document.body,
);
