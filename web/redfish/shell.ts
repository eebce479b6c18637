/** Words that a shell takes as they are, and that no option or pattern begins with. */
const plain = /^[A-Za-z0-9_./:@%+=,-]+$/;

/** One word of a POSIX shell, whatever is in it. */
export const quoted = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** What stands in a command for the BMC's password, which the page does not know. */
export const passwordVariable = '"$BMC_PASSWORD"';
/** For a password that the request itself carries. */
export const newPasswordVariable = '"$NEW_PASSWORD"';
