/** Splits a line into words as a shell does: blanks separate, quotes group, a backslash takes the next character as it is. */
export function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  const pattern = /\s*((?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+)\s*/gsy;
  let end = 0;
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    words.push(unquote(match[1] ?? ""));
    end = pattern.lastIndex;
  }
  if (line.slice(end).trim() !== "") throw new Error(`a quote is not closed: ${line.slice(end)}`);
  return words;
}

function unquote(word: string): string {
  return word.replace(
    /\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"/gs,
    (_, escaped?: string, single?: string, double?: string) =>
      escaped ?? single ?? double?.replace(/\\(["\\])/g, "$1") ?? "",
  );
}
