/** One file of `VM_DISKS`. */
export interface ListedDisk {
  readonly file: string;
  /** What an image that has to be made is made of: "20G"; empty where it has to be there. */
  readonly size: string;
}

/** As many as every disk interface has room for. */
export const mostFurtherDisks = 6;

const listed = /^(?<file>[^,:]+)(:(?<size>[1-9][0-9]*[KMGT]?))?$/;

export function isDiskList(text: string): boolean {
  if (text === "") return true;
  const words = text.split(",");
  const files = new Set(diskList(text).map(({ file }) => file));
  return (
    words.every(word => listed.test(word)) && files.size === words.length && files.size <= mostFurtherDisks
  );
}

export const diskList = (text: string): readonly ListedDisk[] =>
  text.split(",").flatMap(word => {
    const { file, size = "" } = listed.exec(word)?.groups ?? {};
    return file === undefined ? [] : [{ file, size }];
  });
