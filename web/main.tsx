import { render } from "preact";
import { createPage, PageContext } from "./app/page.ts";
import { Root } from "./app/root.tsx";
import { applyTheme } from "./app/theme.ts";
import "./styles/page.css";

applyTheme();
const page = createPage();
void page.begin();
render(
  <PageContext value={page}>
    <Root />
  </PageContext>,
  document.body,
);
