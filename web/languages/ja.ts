/** Japanese, by the English sentence. What stands in braces is filled in. */
export const ja: Readonly<Record<string, string>> = {
  Screen: "画面",
  Serial: "シリアル",
};
