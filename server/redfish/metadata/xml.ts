const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, character => entities[character] ?? character);

/** An XML element, its children indented below it. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly string[] = [],
): string {
  const start = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const open = `<${name}${start.join("")}`;
  if (children.length === 0) return `${open}/>`;
  const lines = children.flatMap(child => child.split("\n")).map(line => `  ${line}`);
  return [`${open}>`, ...lines, `</${name}>`].join("\n");
}

export const xmlDocument = (root: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
