import { render } from "preact";
import { applyLanguage } from "./app/apply-language.ts";
import { createPage, PageContext } from "./app/page.ts";
import { Root } from "./app/root.tsx";
import { applyTheme } from "./app/theme.ts";
import "./styles/page.css";

applyTheme();
applyLanguage();
const page = createPage();
void page.begin();
render(
  <PageContext value={page}>
    <Root />
  </PageContext>,
  document.body,
);
