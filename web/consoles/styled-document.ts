/**
 * xterm makes style elements and style attributes, which a Content-Security-Policy without unsafe-inline
 * rejects. This is the page's document as xterm is to see it: what it makes there sets the same styles through
 * the CSSOM, which the policy allows.
 */
export function styledDocument(): Document {
  return new Proxy(document, {
    get(target, name) {
      if (name === "createElement") return createElement;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Means the same to every span of the page, and is the only way to those that xterm makes by `window.document`. */
HTMLSpanElement.prototype.setAttribute = function setAttribute(name, value): void {
  if (name === "style") this.style.cssText = value;
  else Element.prototype.setAttribute.call(this, name, value);
};

function createElement(tagName: string): HTMLElement {
  const element = document.createElement(tagName);
  if (tagName === "div") element.appendChild = appendChild;
  return element;
}

/** Like Node's, but a style element becomes a constructed style sheet and never enters the document. */
function appendChild<T extends Node>(this: Node, child: T): T {
  if (child instanceof HTMLStyleElement) adopt(child);
  else Node.prototype.appendChild.call(this, child);
  return child;
}

function adopt(element: HTMLStyleElement): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(element.textContent ?? "");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  Object.defineProperty(element, "textContent", { set: (css: string) => sheet.replaceSync(css) });
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(other => other !== sheet);
  };
}
